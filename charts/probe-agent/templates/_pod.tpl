{{/*
A whole pod spec with all of it added. Takes a list: the root, and the name of a template that gives
the spec without the sidecar:

  {{- define "web.pod" }}
  containers: …
  {{- end }}
  {{- include "probe-agent.pod" (list . "web.pod") | nindent 6 }}

What the spec has is kept. What would be lost, or be there twice, fails.
*/}}
{{- define "probe-agent.pod" -}}
{{- $root := index . 0 -}}
{{- $from := index . 1 -}}
{{- $spec := include $from $root | fromYaml -}}
{{- if or $spec.Error (not (kindIs "slice" $spec.containers)) -}}
{{- fail (printf "probe-agent.pod: %s is no pod spec: %s" $from ($spec.Error | default "it has no containers")) -}}
{{- end -}}
{{- $job := has $spec.restartPolicy (list "OnFailure" "Never") -}}
{{- $plan := include "probe-agent.plan" (dict "root" $root "grace" $spec.terminationGracePeriodSeconds "job" $job) | fromJson -}}
{{- $sidecar := list (include "probe-agent.sidecar" (dict "root" $root "plan" $plan) | fromYaml) -}}
{{- $volumes := include "probe-agent.volumes" $root | fromYamlArray -}}
{{- $before := concat $spec.containers ($spec.initContainers | default list) -}}
{{- include "probe-agent.pod.unique" (dict "where" "the pod" "what" "container" "key" "name" "all" (concat $before $sidecar)) -}}
{{- $volumes = concat ($spec.volumes | default list) $volumes -}}
{{- include "probe-agent.pod.unique" (dict "where" "the pod" "what" "volume" "key" "name" "all" $volumes) -}}
{{- $apps := dict -}}
{{- range $app := $plan.apps -}}
{{- $_ := set $apps ($app.container | default (first $spec.containers).name) $app -}}
{{- end -}}
{{- if lt (len $apps) (len $plan.apps) -}}
{{- fail "probe-agent.apps has two apps with the same container (expected: one for each)" -}}
{{- end -}}
{{- $containers := list -}}
{{- $names := list -}}
{{- range $container := $spec.containers -}}
{{- $names = append $names $container.name -}}
{{- with index $apps $container.name -}}
{{- $of := dict "values" $plan.values "app" . -}}
{{- $container = include "probe-agent.pod.container" (dict "container" $container "of" $of) | fromYaml -}}
{{- end -}}
{{- $containers = append $containers $container -}}
{{- end -}}
{{- range $name := keys $apps | sortAlpha -}}
{{- if not (has $name $names) -}}
{{- fail (printf "probe-agent.pod: there is no container %s (expected: one of %s)" $name (join ", " $names)) -}}
{{- end -}}
{{- end -}}
{{- if $plan.native -}}
{{- /* First, so that it is there before any container that speaks to it. */ -}}
{{- $_ := set $spec "initContainers" (concat $sidecar ($spec.initContainers | default list)) -}}
{{- else -}}
{{- /* Last, so that kubectl logs still shows the app's. */ -}}
{{- $containers = concat $containers $sidecar -}}
{{- end -}}
{{- $_ := set $spec "containers" $containers -}}
{{- $_ := set $spec "volumes" $volumes -}}
{{- $_ := set $spec "terminationGracePeriodSeconds" $plan.grace -}}
{{- toYaml $spec -}}
{{- end -}}

{{/* An app's container with what belongs to it. Takes a dict: container, of (values and app). */}}
{{- define "probe-agent.pod.container" -}}
{{- $container := .container -}}
{{- range $key, $value := include "probe-agent.app.probes" .of | fromYaml -}}
{{- if hasKey $container $key -}}
{{- fail (printf "container %s has a %s of its own (expected: none, or probe-agent.probes.%s.enabled: false)" $container.name $key (trimSuffix "Probe" $key)) -}}
{{- end -}}
{{- $_ := set $container $key $value -}}
{{- end -}}
{{- with (include "probe-agent.app.lifecycle" .of | fromYaml).lifecycle -}}
{{- $lifecycle := $container.lifecycle | default dict -}}
{{- if hasKey $lifecycle "preStop" -}}
{{- fail (printf "container %s has a preStop of its own (expected: none, or probe-agent.preStop: false)" $container.name) -}}
{{- end -}}
{{- $_ := set $container "lifecycle" (merge (dict) . $lifecycle) -}}
{{- end -}}
{{- $where := printf "container %s" $container.name -}}
{{- $env := concat ($container.env | default list) (include "probe-agent.app.env" .of | fromYamlArray) -}}
{{- include "probe-agent.pod.unique" (dict "where" $where "what" "variable" "key" "name" "all" $env) -}}
{{- $mounts := concat ($container.volumeMounts | default list) (include "probe-agent.app.volumeMounts" .of | fromYamlArray) -}}
{{- include "probe-agent.pod.unique" (dict "where" $where "what" "mount at" "key" "mountPath" "all" $mounts) -}}
{{- $_ := set $container "env" $env -}}
{{- $_ := set $container "volumeMounts" $mounts -}}
{{- toYaml $container -}}
{{- end -}}

{{/* Fails if two have the same name. Takes a dict: where, what, key, all. */}}
{{- define "probe-agent.pod.unique" -}}
{{- $seen := list -}}
{{- range .all -}}
{{- $name := index . $.key -}}
{{- if has $name $seen -}}
{{- fail (printf "%s has a %s %s of its own (expected: none, this one is added)" $.where $.what $name) -}}
{{- end -}}
{{- $seen = append $seen $name -}}
{{- end -}}
{{- end -}}
