{{/*
All that is decided, as JSON: values, native, gated (whether the apps wait for the agent), grace, env
(of the agent) and apps.
Takes a dict: root, and for a whole pod grace (its own terminationGracePeriodSeconds, or null) and
job (whether its containers end by themselves).
*/}}
{{- define "probe-agent.plan" -}}
{{- $values := include "probe-agent.values" .root | fromJson -}}
{{- $where := "probe-agent.settings" -}}
{{- $common := include "probe-agent.settings" (dict "where" $where "settings" $values.settings) | fromJson -}}
{{- $native := eq (include "probe-agent.native" .root) "true" -}}
{{- $apps := list -}}
{{- range $name := keys $values.apps | sortAlpha | default (list "") -}}
{{- $own := index $values.apps $name | default dict -}}
{{- $one := dict "values" $values "common" $common "name" $name "own" $own -}}
{{- $apps = append $apps (include "probe-agent.plan.app" $one | fromJson) -}}
{{- end -}}
{{- $gated := false -}}
{{- range $apps -}}{{- $gated = or $gated (and $native .sdNotify) -}}{{- end -}}
{{- $wishes := list -}}
{{- range $wish := list .grace $values.terminationGracePeriodSeconds -}}
{{- if not (kindIs "invalid" $wish) -}}{{- $wishes = append $wishes (int64 $wish) -}}{{- end -}}
{{- end -}}
{{- if gt (len (uniq $wishes)) 1 -}}
{{- fail (printf "terminationGracePeriodSeconds is %d in the pod and %d in the values (expected: one of them)" (first $wishes) (last $wishes)) -}}
{{- end -}}
{{- $grace := include "probe-agent.grace" (dict "apps" $apps "wishes" $wishes) | int64 -}}
{{- $plan := dict "values" $values "native" $native "gated" $gated "grace" $grace "apps" $apps "common" $common -}}
{{- $_ := set $plan "exitWithApp" (and .job (not $native) (not $common.exitWithApp)) -}}
{{- $_ := set $plan "env" (include "probe-agent.plan.env" $plan | fromJsonArray) -}}
{{- toJson $plan -}}
{{- end -}}

{{/* "true" if the sidecar is a native one. Takes the root. */}}
{{- define "probe-agent.native" -}}
{{- $wish := index .Values "probe-agent" "nativeSidecar" | toString -}}
{{- $version := .Capabilities.KubeVersion.Version -}}
{{- $possible := semverCompare ">=1.29-0" $version -}}
{{- if and (eq $wish "true") (not $possible) -}}
{{- fail (printf "probe-agent.nativeSidecar is true for Kubernetes %s (expected: 1.29 or later, or false)" $version) -}}
{{- end -}}
{{- ternary $possible (eq $wish "true") (eq $wish "auto") -}}
{{- end -}}

{{/*
One app as JSON: name, container, settings (all that hold for it), set (those that are its own),
probes, preStop, sdNotify, longestRequest, token.
Takes a dict: values, common (settings of all apps), name (empty if it is the only one), own (what
is set for it alone).
*/}}
{{- define "probe-agent.plan.app" -}}
{{- $where := printf "probe-agent.apps.%s.settings" .name -}}
{{- $given := .own.settings | default dict -}}
{{- $set := include "probe-agent.settings" (dict "where" $where "settings" $given "perApp" true) | fromJson -}}
{{- $app := dict "name" .name "settings" (merge (dict) $set .common) "token" .values.controlToken.value -}}
{{- $_ := set $app "container" (.own.container | default .name | default .values.container) -}}
{{- range $key := list "preStop" "sdNotify" "longestRequest" -}}
{{- $own := index $.own $key -}}
{{- $_ := set $app $key (ternary (index $.values $key) $own (kindIs "invalid" $own)) -}}
{{- end -}}
{{- $_ := set $app "probes" dict -}}
{{- range $probe := list "startup" "readiness" "liveness" -}}
{{- $merged := dict -}}
{{- range $from := list $.values.probes ($.own.probes | default dict) -}}
{{- range $key, $value := index $from $probe -}}{{- $_ := set $merged $key $value -}}{{- end -}}
{{- end -}}
{{- $_ := set $app.probes $probe $merged -}}
{{- end -}}
{{- $readiness := $app.probes.readiness -}}
{{- if and $readiness.enabled (gt (int64 $readiness.failureThreshold) 100) -}}
{{- fail (printf "the readiness probe has failureThreshold %d (expected: 1 to 100)" (int64 $readiness.failureThreshold)) -}}
{{- end -}}
{{- if and $readiness.enabled (gt (int64 $readiness.failureThreshold) 1) -}}
{{- $_ := set $set "readinessThreshold" (include "probe-agent.text" $readiness.failureThreshold) -}}
{{- end -}}
{{- $_ := set $app "set" $set -}}
{{- toJson $app -}}
{{- end -}}

{{/* The agent's variables as JSON. Takes a plan without them. */}}
{{- define "probe-agent.plan.env" -}}
{{- $values := .values -}}
{{- $pairs := list (list "GRACE_PERIOD" (printf "%ds" (int64 .grace))) (list "SIDECAR" (ternary "native" "regular" .native)) -}}
{{- if .exitWithApp -}}{{- $pairs = append $pairs (list "EXIT_WITH_APP" "true") -}}{{- end -}}
{{- if ne $values.dir "/run/probe" -}}{{- $pairs = append $pairs (list "DIR" $values.dir) -}}{{- end -}}
{{- if ne (int64 $values.port) 9810 -}}
{{- $pairs = append $pairs (list "LISTEN" (printf ":%d" (int64 $values.port))) -}}
{{- end -}}
{{- with $values.controlToken.value -}}{{- $pairs = append $pairs (list "CONTROL_TOKEN" .) -}}{{- end -}}
{{- if $values.controlToken.existingSecret -}}
{{- $pairs = append $pairs (list "CONTROL_TOKEN_FILE" (printf "/run/probe-token/%s" $values.controlToken.key)) -}}
{{- end -}}
{{- if $values.apps -}}{{- $pairs = append $pairs (list "APPS" (keys $values.apps | sortAlpha | join ",")) -}}{{- end -}}
{{- range $key, $text := .common -}}{{- $pairs = append $pairs (list (snakecase $key) $text) -}}{{- end -}}
{{- range $app := .apps -}}
{{- $prefix := ternary "" (printf "%s_" (replace "-" "_" $app.name)) (empty $app.name) -}}
{{- $set := merge (dict) $app.set -}}
{{- with include "probe-agent.grace.timeout" (dict "app" $app "grace" $.grace) -}}{{- $_ := set $set "drainTimeout" . -}}{{- end -}}
{{- range $key, $text := $set -}}{{- $pairs = append $pairs (list (printf "%s%s" $prefix (snakecase $key)) $text) -}}{{- end -}}
{{- end -}}
{{- $env := list -}}
{{- range $pairs -}}
{{- $env = append $env (dict "name" (printf "PROBE_%s" (index . 0 | upper)) "value" (index . 1)) -}}
{{- end -}}
{{- toJson $env -}}
{{- end -}}
