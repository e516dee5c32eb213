{{/*
What belongs to the app's container. Each takes the root, or, where there are several apps, a list
of the root and the app's name: (list . "web").
*/}}

{{/* startupProbe, readinessProbe and livenessProbe. */}}
{{- define "probe-agent.probes" -}}
{{- include "probe-agent.app.probes" (include "probe-agent.app.of" . | fromJson) -}}
{{- end -}}

{{/* lifecycle with its preStop; nothing if there is none. */}}
{{- define "probe-agent.lifecycle" -}}
{{- include "probe-agent.app.lifecycle" (include "probe-agent.app.of" . | fromJson) -}}
{{- end -}}

{{/* Both. */}}
{{- define "probe-agent.app" -}}
{{- $of := include "probe-agent.app.of" . | fromJson -}}
{{- printf "%s\n%s" (include "probe-agent.app.probes" $of) (include "probe-agent.app.lifecycle" $of) | trim -}}
{{- end -}}

{{/* Entries of env. */}}
{{- define "probe-agent.env" -}}
{{- include "probe-agent.app.env" (include "probe-agent.app.of" . | fromJson) -}}
{{- end -}}

{{/* Entries of volumeMounts. */}}
{{- define "probe-agent.volumeMounts" -}}
{{- include "probe-agent.app.volumeMounts" (include "probe-agent.app.of" . | fromJson) -}}
{{- end -}}

{{/* The app that is meant, and all values, as JSON: what the templates below take. */}}
{{- define "probe-agent.app.of" -}}
{{- $root := . -}}
{{- $name := "" -}}
{{- if kindIs "slice" . -}}
{{- $root = index . 0 -}}
{{- $name = index . 1 -}}
{{- end -}}
{{- $plan := include "probe-agent.plan" (dict "root" $root) | fromJson -}}
{{- $names := list -}}
{{- $of := dict "values" $plan.values -}}
{{- range $app := $plan.apps -}}
{{- $names = append $names $app.name -}}
{{- if eq $app.name $name -}}{{- $_ := set $of "app" $app -}}{{- end -}}
{{- end -}}
{{- if not $of.app -}}
{{- $expected := ternary "none, since probe-agent.apps is empty" (join ", " $names) (eq (first $names) "") -}}
{{- fail (printf "probe-agent has no app %q (expected: %s)" $name $expected) -}}
{{- end -}}
{{- toJson $of -}}
{{- end -}}

{{/* Probes name the port by its number: a name would be looked for in the app's own container. */}}
{{- define "probe-agent.app.probes" -}}
{{- $path := ternary "" (printf "/%s" .app.name) (empty .app.name) -}}
{{- $probes := dict -}}
{{- range $probe, $verdict := dict "startup" "startup" "readiness" "ready" "liveness" "live" -}}
{{- $given := index $.app.probes $probe -}}
{{- if $given.enabled -}}
{{- $get := dict "path" (printf "/%s%s" $verdict $path) "port" $.values.port -}}
{{- $_ := set $probes (printf "%sProbe" $probe) (merge (dict "httpGet" $get) (omit $given "enabled")) -}}
{{- end -}}
{{- end -}}
{{- if $probes -}}{{- toYaml $probes -}}{{- end -}}
{{- end -}}

{{/* Without a token the agent changes nothing at its call, and still answers only after the delay. */}}
{{- define "probe-agent.app.lifecycle" -}}
{{- if .app.preStop -}}
lifecycle:
  preStop:
    httpGet:
      path: /drain{{ with .app.name }}/{{ . }}{{ end }}
      port: {{ int64 .values.port }}
      {{- with .app.token }}
      httpHeaders:
        - name: Authorization
          value: {{ printf "Bearer %s" . | quote }}
      {{- end }}
{{- end -}}
{{- end -}}

{{- define "probe-agent.app.env" -}}
- name: PROBE_DIR
  value: {{ .values.dir }}
{{- with .app.settings.file }}
- name: PROBE_FILE
  value: {{ . | quote }}
{{- end }}
{{- with .app.settings.socket }}
- name: PROBE_SIGNAL_SOCKET
  value: {{ . | quote }}
{{- end }}
{{- if .app.sdNotify }}
- name: NOTIFY_SOCKET
  value: {{ .values.dir }}/{{ .app.settings.notifySocket | default "notify.sock" }}
{{- end }}
{{- end -}}

{{/* Of several apps each gets only its own folder, so that it cannot speak for another. */}}
{{- define "probe-agent.app.volumeMounts" -}}
- name: probe
  mountPath: {{ .values.dir }}
  {{- with .app.name }}
  subPath: {{ . | quote }}
  {{- end }}
{{- end -}}
