{{/* The sidecar as a native one, for initContainers; nothing if it is a regular one. Takes the root. */}}
{{- define "probe-agent.initContainers" -}}
{{- $plan := include "probe-agent.plan" (dict "root" .) | fromJson -}}
{{- if $plan.native -}}
- {{ include "probe-agent.sidecar" (dict "root" . "plan" $plan) | nindent 2 | trim }}
{{- end -}}
{{- end -}}

{{/* The sidecar as a regular one, for containers; nothing if it is a native one. Takes the root. */}}
{{- define "probe-agent.containers" -}}
{{- $plan := include "probe-agent.plan" (dict "root" .) | fromJson -}}
{{- if not $plan.native -}}
- {{ include "probe-agent.sidecar" (dict "root" . "plan" $plan) | nindent 2 | trim }}
{{- end -}}
{{- end -}}

{{/*
The sidecar's container. No verdict on the app shall restart the agent, so it has neither liveness
nor readiness probe. It has no preStop: it must be there as long as the app's is under way.

A native sidecar's startupProbe holds the apps back, so one that waits for an app waits for ever.
Only the agent itself is waited for, and only where an app speaks to systemd: what that says before
there is a socket is lost, and never said again.

Takes a dict: root, plan.
*/}}
{{- define "probe-agent.sidecar" -}}
{{- $values := .plan.values -}}
name: probe-agent
image: {{ include "probe-agent.image" (dict "root" .root "image" $values.image) | quote }}
imagePullPolicy: {{ $values.image.pullPolicy }}
{{- if .plan.native }}
restartPolicy: Always
{{- end }}
env:
  {{- toYaml .plan.env | nindent 2 }}
ports:
  - name: probe
    containerPort: {{ int64 $values.port }}
{{- if .plan.gated }}
startupProbe:
  httpGet:
    path: /healthz
    port: {{ int64 $values.port }}
  periodSeconds: 1
  failureThreshold: 60
{{- end }}
{{- with $values.resources }}
resources:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.securityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
volumeMounts:
  - name: probe
    mountPath: {{ $values.dir }}
  {{- if $values.controlToken.existingSecret }}
  - name: probe-token
    mountPath: /run/probe-token
    readOnly: true
  {{- end }}
{{- end -}}

{{/* Takes a dict: root, image. The tag is that of this chart, not of its parent. */}}
{{- define "probe-agent.image" -}}
{{- if .image.digest -}}
{{- printf "%s@%s" .image.repository .image.digest -}}
{{- else -}}
{{- printf "%s:%s" .image.repository (.image.tag | default (index .root.Subcharts "probe-agent").Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* The volumes that go with it. Takes the root. */}}
{{- define "probe-agent.volumes" -}}
{{- $values := include "probe-agent.values" . | fromJson -}}
- name: probe
  emptyDir:
    medium: Memory
    sizeLimit: {{ $values.volumeSizeLimit | quote }}
{{- with $values.controlToken.existingSecret }}
- name: probe-token
  secret:
    secretName: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* terminationGracePeriodSeconds. Takes the root. */}}
{{- define "probe-agent.gracePeriod" -}}
{{- (include "probe-agent.plan" (dict "root" .) | fromJson).grace -}}
{{- end -}}

{{/* Fails if the values cannot work; else nothing. Takes the root. */}}
{{- define "probe-agent.check" -}}
{{- $_ := include "probe-agent.plan" (dict "root" .) -}}
{{- end -}}
