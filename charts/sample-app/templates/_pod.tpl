{{/* The pod without the sidecar, as in any chart: "probe-agent.pod" adds that. */}}
{{- define "sample-app.pod" -}}
serviceAccountName: {{ include "sample-app.serviceAccountName" . | quote }}
automountServiceAccountToken: false
# A Service named `port` or the like would set variables that the app takes for its own.
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
containers:
  {{- range $name, $server := include "sample-app.servers" . | fromJson }}
  - name: {{ $name | quote }}
    image: {{ include "sample-app.image" $ | quote }}
    imagePullPolicy: {{ $.Values.image.pullPolicy }}
    env:
      - name: PORT
        value: {{ int64 $server.port | quote }}
      {{- with $.Values.startDelayMs }}
      - name: START_DELAY_MS
        value: {{ int64 . | quote }}
      {{- end }}
      - name: STOP_MODE
        value: {{ $.Values.stopMode }}
      {{- if eq $.Values.kind "Job" }}
      - name: EXIT_AFTER_MS
        value: {{ int64 $.Values.job.runMs | quote }}
      {{- end }}
      {{- with $.Values.env }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    ports:
      - name: {{ include "sample-app.portName" $name | quote }}
        containerPort: {{ int64 $server.port }}
    {{- with $.Values.resources }}
    resources:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with $.Values.securityContext }}
    securityContext:
      {{- toYaml . | nindent 6 }}
    {{- end }}
  {{- end }}
{{- if eq .Values.kind "Job" }}
{{- /* A regular sidecar ends with the first run, whatever came of it: the next needs another pod. */}}
restartPolicy: {{ include "probe-agent.native" . | eq "true" | ternary "OnFailure" "Never" }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- range . }}
  - {{ toYaml . | nindent 4 | trim }}
    {{- if not (hasKey . "labelSelector") }}
    labelSelector:
      matchLabels:
        {{- include "sample-app.selector" $ | nindent 8 }}
    {{- end }}
  {{- end }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* The port's name of a server, at most 15 characters as Kubernetes wants it. */}}
{{- define "sample-app.portName" -}}
{{- ternary "http" (ternary . (printf "p-%s" (sha256sum . | trunc 8)) (le (len .) 15)) (eq . "app") -}}
{{- end -}}

{{/* metadata of the pods. No version of chart or app: a new one of these alone must replace no pod. */}}
{{- define "sample-app.podMetadata" -}}
labels:
  {{- include "sample-app.selector" . | fromYaml | merge (dict) .Values.podLabels .Values.commonLabels | toYaml | nindent 2 }}
{{- with .Values.podAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
