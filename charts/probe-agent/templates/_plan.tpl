{{/*
All that is decided, as JSON: native, dir, grace, env (of the agent) and apps.
Takes a dict: root, and from a pod grace (its terminationGracePeriodSeconds) and job.
*/}}
{{- define "probe-agent.plan" -}}
{{- $root := .root -}}
{{- $values := include "probe-agent.values" $root | fromJson -}}
{{- $common := include "probe-agent.settings" (dict "where" "probe-agent.settings" "settings" $values.settings) | fromJson -}}
{{- $native := eq (include "probe-agent.native" $root) "true" -}}
{{- $apps := list -}}
{{- if not $values.apps -}}
{{- $apps = append $apps (include "probe-agent.plan.app" (dict "values" $values "common" $common "name" "" "own" dict) | fromJson) -}}
{{- end -}}
{{- range $name := keys $values.apps | sortAlpha -}}
{{- $own := index $values.apps $name | default dict -}}
{{- $apps = append $apps (include "probe-agent.plan.app" (dict "values" $values "common" $common "name" $name "own" $own) | fromJson) -}}
{{- end -}}
{{- $given := .grace | default $values.terminationGracePeriodSeconds -}}
{{- $grace := include "probe-agent.grace" (dict "apps" $apps "given" $given) | int64 -}}
{{- $env := list (dict "name" "PROBE_GRACE_PERIOD" "value" (printf "%ds" $grace)) -}}
{{- $env = append $env (dict "name" "PROBE_SIDECAR" "value" (ternary "native" "regular" $native)) -}}
{{- if and .job (not $native) (not $common.exitWithApp) -}}
{{- $env = append $env (dict "name" "PROBE_EXIT_WITH_APP" "value" "true") -}}
{{- end -}}
{{- if ne $values.dir "/run/probe" -}}
{{- $env = append $env (dict "name" "PROBE_DIR" "value" $values.dir) -}}
{{- end -}}
{{- if ne (int64 $values.port) 9810 -}}
{{- $env = append $env (dict "name" "PROBE_LISTEN" "value" (printf ":%d" (int64 $values.port))) -}}
{{- end -}}
{{- if $values.controlToken.value -}}
{{- $env = append $env (dict "name" "PROBE_CONTROL_TOKEN" "value" $values.controlToken.value) -}}
{{- else if $values.controlToken.existingSecret -}}
{{- $env = append $env (dict "name" "PROBE_CONTROL_TOKEN_FILE" "value" (printf "/run/probe-token/%s" $values.controlToken.key)) -}}
{{- end -}}
{{- if $values.apps -}}
{{- $env = append $env (dict "name" "PROBE_APPS" "value" (keys $values.apps | sortAlpha | join ",")) -}}
{{- end -}}
{{- range $key, $text := $common -}}
{{- $env = append $env (dict "name" (printf "PROBE_%s" (snakecase $key | upper)) "value" $text) -}}
{{- end -}}
{{- range $app := $apps -}}
{{- $prefix := "PROBE" -}}
{{- if $app.name -}}{{- $prefix = printf "PROBE_%s" (upper $app.name | replace "-" "_") -}}{{- end -}}
{{- $set := merge (dict) $app.set -}}
{{- $needed := include "probe-agent.grace.timeout" (dict "app" $app "grace" $grace) -}}
{{- if $needed -}}{{- $_ := set $set "drainTimeout" $needed -}}{{- end -}}
{{- range $key, $text := $set -}}
{{- $env = append $env (dict "name" (printf "%s_%s" $prefix (snakecase $key | upper)) "value" $text) -}}
{{- end -}}
{{- end -}}
{{- toJson (dict "values" $values "native" $native "grace" $grace "env" $env "apps" $apps) -}}
{{- end -}}

{{/* "true" if the sidecar is a native one. Takes the root. */}}
{{- define "probe-agent.native" -}}
{{- $values := index .Values "probe-agent" -}}
{{- $version := .Capabilities.KubeVersion.Version -}}
{{- $possible := semverCompare ">=1.29-0" $version -}}
{{- $wish := toString $values.nativeSidecar -}}
{{- if and (eq $wish "true") (not $possible) -}}
{{- fail (printf "probe-agent.nativeSidecar is true for Kubernetes %s (expected: 1.29 or later, or false)" $version) -}}
{{- end -}}
{{- ternary $possible (eq $wish "true") (eq $wish "auto") -}}
{{- end -}}

{{/*
One app as JSON. Takes a dict: values, common (settings of all apps), name (empty if it is the only
one), own (what is set for it alone).
*/}}
{{- define "probe-agent.plan.app" -}}
{{- $values := .values -}}
{{- $own := .own -}}
{{- $where := printf "probe-agent.apps.%s.settings" .name -}}
{{- $set := include "probe-agent.settings" (dict "where" $where "settings" ($own.settings | default dict) "perApp" true) | fromJson -}}
{{- $settings := merge (dict) $set .common -}}
{{- $probes := dict -}}
{{- range $probe := list "startup" "readiness" "liveness" -}}
{{- $merged := dict -}}
{{- range $from := list $values.probes ($own.probes | default dict) -}}
{{- range $key, $value := index $from $probe | default dict -}}{{- $_ := set $merged $key $value -}}{{- end -}}
{{- end -}}
{{- $_ := set $probes $probe $merged -}}
{{- end -}}
{{- $app := dict "name" .name "settings" $settings "probes" $probes -}}
{{- $_ := set $app "container" ($own.container | default .name) -}}
{{- range $key := list "preStop" "sdNotify" "longestRequest" -}}
{{- $_ := set $app $key (ternary (index $own $key) (index $values $key) (hasKey $own $key)) -}}
{{- end -}}
{{- $_ := set $app "token" $values.controlToken.value -}}
{{- $threshold := $probes.readiness.failureThreshold | default 3 | int64 -}}
{{- if and $probes.readiness.enabled (ne $threshold 1) -}}
{{- $_ := set $set "readinessThreshold" (toString $threshold) -}}
{{- end -}}
{{- $_ := set $app "set" $set -}}
{{- toJson $app -}}
{{- end -}}
