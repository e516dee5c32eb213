# The sample app: as Dockerfile.agent, whose comments hold here, too.
#
#   docker build -f Dockerfile.app -t probe-agent-sample-app:0.1.0 .

ARG BUILD_IMAGE=maven:3.9.16-eclipse-temurin-25-noble
ARG JDK_IMAGE=eclipse-temurin:25.0.4.1_1-jdk-noble

FROM --platform=$BUILDPLATFORM ${BUILD_IMAGE} AS build
ARG MAVEN_FLAGS=
WORKDIR /src
COPY pom.xml LICENSE NOTICE ./
COPY .mvn .mvn/
COPY agent/pom.xml agent/
COPY charts/pom.xml charts/
COPY client/pom.xml client/
COPY containers/pom.xml containers/
COPY release/pom.xml release/
COPY rollout/pom.xml rollout/
COPY sample-app/pom.xml sample-app/
COPY tools/pom.xml tools/
COPY client/src client/src/
COPY sample-app/src sample-app/src/
RUN mvn --batch-mode -q ${MAVEN_FLAGS} -pl sample-app -am -DskipTests -Dspotless.check.skip=true package

FROM ${JDK_IMAGE} AS runtime
COPY containers/image sample-app/src/image /image/
RUN sh /image/jre.sh /opt/sample-app java.base,java.logging,jdk.net,jdk.unsupported
COPY --from=build /src/sample-app/target/sample-app.jar /opt/sample-app/
RUN sh /image/root.sh /opt/sample-app /root-fs
RUN sh /image/aot.sh /opt/sample-app sample-app.jar /image/app.args /image/Train.java

FROM scratch
COPY --from=runtime /root-fs/ /
COPY --from=runtime /opt/sample-app/jre /opt/sample-app/jre
COPY --from=runtime /opt/sample-app/sample-app.jar /opt/sample-app/java.args /opt/sample-app/
COPY --from=runtime /opt/sample-app/classes.aot /opt/sample-app/

ENV MALLOC_ARENA_MAX=2
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/opt/sample-app/jre/bin/java", "@/opt/sample-app/java.args"]

ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE=
LABEL org.opencontainers.image.title="probe-agent-sample-app" \
  org.opencontainers.image.description="A small server that loses no request when it stops" \
  org.opencontainers.image.licenses="Apache-2.0 AND GPL-2.0-only WITH Classpath-exception-2.0 AND LGPL-2.1-or-later" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}" \
  org.opencontainers.image.source="${SOURCE}"
