{{/* Name of the app, a label's value. */}}
{{- define "sample-app.name" -}}
{{- include "sample-app.short" (.Values.nameOverride | default .Chart.Name) -}}
{{- end -}}

{{/*
First part of all names. Helm's own rule, to leave the chart's name out where the release's contains
it, would give the releases `a` and `a-sample-app` the same names.
*/}}
{{- define "sample-app.fullname" -}}
{{- $name := include "sample-app.name" . -}}
{{- $both := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (eq .Release.Name $name) -}}
{{- /* A Service's name begins with a letter, a release's need not. */ -}}
{{- if regexMatch "^[0-9]" $both -}}{{- $both = printf "%s-%s" $name .Release.Name -}}{{- end -}}
{{- $full := include "sample-app.short" (.Values.fullnameOverride | default $both) -}}
{{- if not (regexMatch "^[a-z]([-a-z0-9]*[a-z0-9])?$" $full) -}}
{{- fail (printf "the name %s cannot be that of a Service (expected: a-z, 0-9 and -, with a letter first; see fullnameOverride)" $full) -}}
{{- end -}}
{{- $full -}}
{{- end -}}

{{/* Name of a further object. Takes a list: the root, and what it is. */}}
{{- define "sample-app.named" -}}
{{- include "sample-app.short" (printf "%s-%s" (include "sample-app.fullname" (index . 0)) (index . 1)) -}}
{{- end -}}

{{/* At most 63 characters; what is cut off lives on in a hash, so that two names stay different. */}}
{{- define "sample-app.short" -}}
{{- if gt (len .) 63 -}}
{{- printf "%s-%s" (regexReplaceAll "[^a-z0-9]+$" (trunc 54 .) "") (sha256sum . | trunc 8) -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end -}}

{{- define "sample-app.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "sample-app.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{/* What tells the pods of this release from all others, and never changes. */}}
{{- define "sample-app.selector" -}}
app.kubernetes.io/name: {{ include "sample-app.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: {{ ternary "job" "server" (eq .Values.kind "Job") }}
{{- end -}}

{{/* The labels of all that is not a pod of the app. */}}
{{- define "sample-app.labels" -}}
{{- $ours := dict "app.kubernetes.io/name" (include "sample-app.name" .) "app.kubernetes.io/instance" .Release.Name -}}
{{- $_ := set $ours "app.kubernetes.io/version" .Chart.AppVersion -}}
{{- $_ := set $ours "app.kubernetes.io/managed-by" .Release.Service -}}
{{- $_ := set $ours "app.kubernetes.io/part-of" "probe-agent" -}}
{{- $_ := set $ours "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_") -}}
{{- toYaml (merge $ours .Values.commonLabels) -}}
{{- end -}}

{{/* metadata of an object. Takes a dict: root, name, and if need be labels and annotations. */}}
{{- define "sample-app.metadata" -}}
name: {{ .name | quote }}
namespace: {{ .root.Release.Namespace | quote }}
labels:
  {{- include "sample-app.labels" .root | fromYaml | merge (dict) (.labels | default dict) | toYaml | nindent 2 }}
{{- with merge (dict) (.annotations | default dict) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Takes the root. */}}
{{- define "sample-app.image" -}}
{{- $image := .Values.image -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $image.repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $image.repository ($image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* The servers of the pod as JSON, name to port and servicePort. */}}
{{- define "sample-app.servers" -}}
{{- $servers := .Values.servers -}}
{{- $apps := index .Values "probe-agent" "apps" -}}
{{- if ne (keys $servers | sortAlpha | join ",") (keys $apps | sortAlpha | join ",") -}}
{{- fail (printf "servers has the names %q and probe-agent.apps %q (expected: the same)" (keys $servers | sortAlpha | join ",") (keys $apps | sortAlpha | join ",")) -}}
{{- end -}}
{{- $ports := list (index .Values "probe-agent" "port" | int64) -}}
{{- range $name, $server := $servers -}}
{{- if has (int64 $server.port) $ports -}}
{{- fail (printf "servers.%s.port is %d (expected: one that neither another server nor the agent has)" $name (int64 $server.port)) -}}
{{- end -}}
{{- $ports = append $ports (int64 $server.port) -}}
{{- end -}}
{{- toJson ($servers | default (dict "app" (dict "port" 8080 "servicePort" .Values.service.port))) -}}
{{- end -}}

{{/* What tells the pods of `helm test` from those that they ask. */}}
{{- define "sample-app.testSelector" -}}
app.kubernetes.io/name: {{ include "sample-app.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: test
{{- end -}}
