{{/*
The pod's grace period in seconds.

  T0           preStop calls /drain, or the app gets SIGTERM
  T0+delay     the last request comes in
  +longest     it is answered
  +5 s         the app ends, and what is left gets SIGKILL

A hook without the token holds for the delay and drains nothing: an app that then says STOPPING=1
itself serves on for the delay once more. A drain time-out of the user's may take longer than both.

Takes a dict: apps, wishes (seconds; empty: it is computed, and at least Kubernetes' own 30).
*/}}
{{- define "probe-agent.grace" -}}
{{- $most := 30 -}}
{{- $given := first .wishes -}}
{{- range $app := .apps -}}
{{- $t := include "probe-agent.grace.times" $app | fromJson -}}
{{- $terms := printf "drain delay %s + longest request %s" (include "probe-agent.seconds" $t.delay) (include "probe-agent.seconds" $t.longest) -}}
{{- $sum := addf $t.delay $t.longest | int64 -}}
{{- if and $app.preStop (not $app.token) -}}
{{- $terms = printf "preStop without a token %s + %s" (include "probe-agent.seconds" $t.delay) $terms -}}
{{- $sum = add $sum $t.delay -}}
{{- end -}}
{{- if gt (int64 $t.timeout) $sum -}}
{{- $terms = printf "drain time-out %s" (include "probe-agent.seconds" $t.timeout) -}}
{{- $sum = int64 $t.timeout -}}
{{- end -}}
{{- $sum = add $sum 5000 -}}
{{- if and $.wishes (gt $sum (mul $given 1000)) -}}
{{- $of := ternary "" (printf " for %s" $app.name) (empty $app.name) -}}
{{- fail (printf "terminationGracePeriodSeconds %d is too short%s: %s + margin 5 = %s" $given $of $terms (include "probe-agent.seconds" $sum)) -}}
{{- end -}}
{{- $most = max $most (div (add $sum 999) 1000) -}}
{{- end -}}
{{- ternary $given $most (not (empty .wishes)) -}}
{{- end -}}

{{/* The times of an app in milliseconds, as JSON; checked against each other. */}}
{{- define "probe-agent.grace.times" -}}
{{- $delay := .settings.drainDelay | default "5s" | include "probe-agent.millis" | int64 -}}
{{- $longest := include "probe-agent.millis" .longestRequest | int64 -}}
{{- $timeout := 0 -}}
{{- $of := ternary "" (printf " of %s" .name) (empty .name) -}}
{{- if ne (.settings.drainTimeout | default "auto") "auto" -}}
{{- $timeout = include "probe-agent.millis" .settings.drainTimeout | int64 -}}
{{- if gt $delay $timeout -}}
{{- fail (printf "settings.drainTimeout %s%s is too short: drain delay %s" .settings.drainTimeout $of (include "probe-agent.seconds" $delay)) -}}
{{- end -}}
{{- end -}}
{{- /* Held until idle, the app needs nothing of its own to end well; cut off before, it loses requests. */ -}}
{{- $idle := and .preStop .token (ne (.settings.drainUntil | default "idle") "delay") -}}
{{- $held := ternary (add $delay $longest) $delay (not (not $idle)) -}}
{{- if and $timeout (gt $held $timeout) -}}
{{- fail (printf "settings.drainTimeout %s%s is too short: drain delay %s + longest request %s = %s (or set drainUntil: delay, if the app finishes its requests on SIGTERM)" .settings.drainTimeout $of (include "probe-agent.seconds" $delay) (include "probe-agent.seconds" $longest) (include "probe-agent.seconds" $held)) -}}
{{- end -}}
{{- $readiness := .probes.readiness -}}
{{- if and $readiness.enabled (gt $delay 0) -}}
{{- $slow := mul (int64 $readiness.periodSeconds) (int64 $readiness.failureThreshold) -}}
{{- /* None is faster than 1 s. */ -}}
{{- if gt (mul $slow 1000) (max $delay 1000) -}}
{{- fail (printf "the readiness probe%s is too slow: period %d × failure threshold %d = %d s, longer than the drain delay of %s s" $of (int64 $readiness.periodSeconds) (int64 $readiness.failureThreshold) $slow (include "probe-agent.seconds" $delay)) -}}
{{- end -}}
{{- end -}}
{{- toJson (dict "delay" $delay "longest" $longest "timeout" $timeout "held" $held) -}}
{{- end -}}

{{/*
The drain time-out that the agent must be told, if its own (the grace period less 10 s, or half of
it) is below what /drain has to hold for. Takes a dict: app, grace.
*/}}
{{- define "probe-agent.grace.timeout" -}}
{{- $t := include "probe-agent.grace.times" .app | fromJson -}}
{{- $auto := max (sub .grace 10) 0 | mul 1000 -}}
{{- if lt (int64 .grace) 20 -}}{{- $auto = mul .grace 500 -}}{{- end -}}
{{- if and (not $t.timeout) (gt (int64 $t.held) (int64 $auto)) -}}
{{- printf "%dms" (int64 $t.held) | replace "000ms" "s" -}}
{{- end -}}
{{- end -}}
