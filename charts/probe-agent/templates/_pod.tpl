{{/*
A whole pod spec, with all of it added. Takes a list: the root, and the name of a template that
gives the spec without the sidecar:

  {{- define "web.pod" }}
  containers: …
  {{- end }}
  {{- include "probe-agent.pod" (list . "web.pod") | nindent 6 }}

What the spec has already is kept; what would be lost or be there twice fails.
*/}}
{{- define "probe-agent.pod" -}}
{{- $root := index . 0 -}}
{{- $spec := include (index . 1) $root | fromYaml -}}
{{- if $spec.Error -}}{{- fail (printf "probe-agent.pod: %s is no pod spec: %s" (index . 1) $spec.Error) -}}{{- end -}}
{{- $job := and $spec.restartPolicy (ne $spec.restartPolicy "Always") -}}
{{- $plan := include "probe-agent.plan" (dict "root" $root "grace" $spec.terminationGracePeriodSeconds "job" $job) | fromJson -}}
{{- $sidecar := list (include "probe-agent.container" (dict "root" $root "plan" $plan) | fromYaml) -}}
{{- range concat ($spec.containers | default list) ($spec.initContainers | default list) -}}
{{- if eq .name "probe-agent" -}}{{- fail "probe-agent.pod: the pod has a container probe-agent already (expected: none)" -}}{{- end -}}
{{- end -}}
{{- $containers := list -}}
{{- $missing := list -}}
{{- range $app := $plan.apps -}}
{{- $name := $app.container | default $plan.values.container -}}
{{- $found := false -}}
{{- range $i, $container := $spec.containers -}}
{{- if or (eq $container.name $name) (and (not $name) (eq $i 0)) -}}
{{- $found = true -}}
{{- end -}}
{{- end -}}
{{- if not $found -}}{{- $missing = append $missing $name -}}{{- end -}}
{{- end -}}
{{- if $missing -}}
{{- $names := list -}}{{- range $spec.containers -}}{{- $names = append $names .name -}}{{- end -}}
{{- fail (printf "probe-agent.pod: there is no container %s (expected: one of %s)" (join ", " $missing) (join ", " $names)) -}}
{{- end -}}
{{- range $i, $container := $spec.containers -}}
{{- range $app := $plan.apps -}}
{{- $name := $app.container | default $plan.values.container -}}
{{- if or (eq $container.name $name) (and (not $name) (eq $i 0)) -}}
{{- $container = include "probe-agent.pod.app" (dict "root" $root "container" $container "app" $app) | fromYaml -}}
{{- end -}}
{{- end -}}
{{- $containers = append $containers $container -}}
{{- end -}}
{{- if $plan.native -}}
{{- $_ := set $spec "initContainers" (concat $sidecar ($spec.initContainers | default list)) -}}
{{- else -}}
{{- $containers = concat $containers $sidecar -}}
{{- end -}}
{{- $_ := set $spec "containers" $containers -}}
{{- $_ := set $spec "volumes" (concat ($spec.volumes | default list) (include "probe-agent.volumes" $root | fromYamlArray)) -}}
{{- $_ := set $spec "terminationGracePeriodSeconds" $plan.grace -}}
{{- toYaml $spec -}}
{{- end -}}

{{/* An app's container with what belongs to it. Takes a dict: root, container, app. */}}
{{- define "probe-agent.pod.app" -}}
{{- $container := .container -}}
{{- $of := list .root .app.name -}}
{{- range $key, $value := include "probe-agent.probes" $of | fromYaml -}}
{{- if hasKey $container $key -}}
{{- fail (printf "probe-agent.pod: container %s has a %s of its own (expected: none, or probe-agent.probes.%s.enabled: false)" $container.name $key (trimSuffix "Probe" $key)) -}}
{{- end -}}
{{- $_ := set $container $key $value -}}
{{- end -}}
{{- with (include "probe-agent.lifecycle" $of | fromYaml).lifecycle -}}
{{- $lifecycle := $container.lifecycle | default dict -}}
{{- if $lifecycle.preStop -}}
{{- fail (printf "probe-agent.pod: container %s has a preStop of its own (expected: none, or probe-agent.preStop: false)" $container.name) -}}
{{- end -}}
{{- $_ := set $container "lifecycle" (merge (dict) . $lifecycle) -}}
{{- end -}}
{{- $env := $container.env | default list -}}
{{- $_ := set $container "env" (concat $env (include "probe-agent.env" $of | fromYamlArray)) -}}
{{- $mounts := $container.volumeMounts | default list -}}
{{- $_ := set $container "volumeMounts" (concat $mounts (include "probe-agent.volumeMounts" $of | fromYamlArray)) -}}
{{- toYaml $container -}}
{{- end -}}
