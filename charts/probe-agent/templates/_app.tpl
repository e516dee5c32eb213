{{/*
What belongs to the app's container. Each takes the root, or a list of the root and an app's name
where there are several: (list . "web").
*/}}

{{- define "probe-agent.probes" -}}
{{- $one := include "probe-agent.one" . | fromJson -}}
{{- $path := ternary "" (printf "/%s" $one.app.name) (empty $one.app.name) -}}
{{- range $probe, $verdict := dict "startup" "startup" "readiness" "ready" "liveness" "live" -}}
{{- $given := index $one.app.probes $probe -}}
{{- if $given.enabled }}
{{ $probe }}Probe:
  httpGet:
    path: /{{ $verdict }}{{ $path }}
    port: {{ int64 $one.port }}
  {{- toYaml (omit $given "enabled") | nindent 2 }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "probe-agent.lifecycle" -}}
{{- $one := include "probe-agent.one" . | fromJson -}}
{{- if $one.app.preStop -}}
lifecycle:
  preStop:
    httpGet:
      path: /drain{{ with $one.app.name }}/{{ . }}{{ end }}
      port: {{ int64 $one.port }}
      {{- with $one.app.token }}
      httpHeaders:
        - name: Authorization
          value: {{ printf "Bearer %s" . | quote }}
      {{- end }}
{{- end -}}
{{- end -}}

{{- define "probe-agent.app" -}}
{{- include "probe-agent.probes" . | trim }}
{{ include "probe-agent.lifecycle" . }}
{{- end -}}

{{- define "probe-agent.env" -}}
{{- $one := include "probe-agent.one" . | fromJson -}}
{{- $settings := $one.app.settings -}}
- name: PROBE_DIR
  value: {{ $one.dir }}
{{- with $settings.file }}
- name: PROBE_FILE
  value: {{ . | quote }}
{{- end }}
{{- with $settings.socket }}
- name: PROBE_SIGNAL_SOCKET
  value: {{ . | quote }}
{{- end }}
{{- if $one.app.sdNotify }}
- name: NOTIFY_SOCKET
  value: {{ $one.dir }}/{{ $settings.notifySocket | default "notify.sock" }}
{{- end }}
{{- end -}}

{{- define "probe-agent.volumeMounts" -}}
{{- $one := include "probe-agent.one" . | fromJson -}}
- name: probe
  mountPath: {{ $one.dir }}
  {{- with $one.app.name }}
  subPath: {{ . }}
  {{- end }}
{{- end -}}

{{/* The app that is meant, with the plan's dir and port, as JSON. */}}
{{- define "probe-agent.one" -}}
{{- $root := . -}}
{{- $name := "" -}}
{{- if kindIs "slice" . -}}
{{- $root = index . 0 -}}
{{- $name = index . 1 -}}
{{- end -}}
{{- $plan := include "probe-agent.plan" (dict "root" $root) | fromJson -}}
{{- $found := dict -}}
{{- range $plan.apps -}}{{- if eq .name $name -}}{{- $found = . -}}{{- end -}}{{- end -}}
{{- if not $found -}}
{{- $known := list -}}{{- range $plan.apps -}}{{- $known = append $known .name -}}{{- end -}}
{{- fail (printf "probe-agent.apps has no app %q (expected: one of %q)" $name (join ", " $known)) -}}
{{- end -}}
{{- toJson (dict "app" $found "dir" $plan.values.dir "port" $plan.values.port) -}}
{{- end -}}
