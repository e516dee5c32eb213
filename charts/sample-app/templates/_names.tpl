{{- define "sample-app.name" -}}
{{- include "sample-app.short" (dict "text" (.Values.nameOverride | default .Chart.Name) "most" 63) -}}
{{- end -}}

{{/* First part of all names, and a DNS label. */}}
{{- define "sample-app.fullname" -}}
{{- $name := printf "%s-%s" .Release.Name (include "sample-app.name" .) -}}
{{- if contains (include "sample-app.name" .) .Release.Name -}}{{- $name = .Release.Name -}}{{- end -}}
{{- include "sample-app.short" (dict "text" (.Values.fullnameOverride | default $name) "most" 63) -}}
{{- end -}}

{{/* The name of a further object: list of the root and what it is. */}}
{{- define "sample-app.named" -}}
{{- $name := printf "%s-%s" (include "sample-app.fullname" (index . 0)) (index . 1) -}}
{{- include "sample-app.short" (dict "text" $name "most" 63) -}}
{{- end -}}

{{/* Cut where it is too long; a hash keeps apart what begins alike. Takes a dict: text, most. */}}
{{- define "sample-app.short" -}}
{{- if gt (len .text) .most -}}
{{- printf "%s-%s" (trunc (int (sub .most 9)) .text | trimSuffix "-") (sha256sum .text | trunc 8) -}}
{{- else -}}
{{- .text -}}
{{- end -}}
{{- end -}}

{{/* What tells the pods of this release from all others; never changes. */}}
{{- define "sample-app.selector" -}}
app.kubernetes.io/name: {{ include "sample-app.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end -}}

{{- define "sample-app.labels" -}}
{{ include "sample-app.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}
