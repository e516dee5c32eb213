{{/*
The values as JSON: what the parent set below `probe-agent`, over the defaults of this chart.
Takes the root.
*/}}
{{- define "probe-agent.values" -}}
{{- $values := index .Values "probe-agent" -}}
{{- if not (kindIs "map" $values) -}}
{{- fail "probe-agent: there are no values for it (expected: a dependency named probe-agent, without an alias)" -}}
{{- end -}}
{{- include "probe-agent.check.values" $values -}}
{{- toJson $values -}}
{{- end -}}

{{/* Milliseconds of a time that was checked, such as 500ms, 5s, 2m or 1h. */}}
{{- define "probe-agent.millis" -}}
{{- $number := regexFind "^[0-9]+" . | int64 -}}
{{- $unit := regexFind "[a-z]+$" . -}}
{{- mul $number (index (dict "ms" 1 "s" 1000 "m" 60000 "h" 3600000) $unit) -}}
{{- end -}}

{{/* Milliseconds as seconds, for people. */}}
{{- define "probe-agent.seconds" -}}
{{- if mod (int64 .) 1000 -}}{{- divf . 1000 -}}{{- else -}}{{- div . 1000 -}}{{- end -}}
{{- end -}}

{{/* A scalar or a list of them as the text of a variable. JSON has made whole numbers floats. */}}
{{- define "probe-agent.text" -}}
{{- if kindIs "slice" . -}}
{{- $parts := list -}}
{{- range . -}}{{- $parts = append $parts (include "probe-agent.text" .) -}}{{- end -}}
{{- join "," $parts -}}
{{- else if and (kindIs "float64" .) (eq . (floor .)) -}}
{{- int64 . -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end -}}

{{/* A value for a message: texts in quotes, so that "5" is seen to be one. */}}
{{- define "probe-agent.shown" -}}
{{- if kindIs "string" . -}}{{- printf "%q" . -}}{{- else -}}{{- include "probe-agent.text" . | default "null" -}}{{- end -}}
{{- end -}}
