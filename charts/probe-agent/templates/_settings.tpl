{{/*
Every setting of the agent. `by` names the value of this chart that sets it; the others may stand in
`settings`, and those with `perApp` also below an app. A text must be one of `words`, match
`pattern`, or be a time or a number (`unit`) from `least` to `most`.
*/}}
{{- define "probe-agent.settings.known" -}}
dir: {by: dir}
listen: {by: port}
apps: {by: apps}
file: {perApp: true, pattern: "^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$", expects: a file name}
fileMaxAge: {perApp: true, words: [auto, "off"], unit: time, least: 1000, most: 86400000, expects: "auto, off, or 1s to 24h"}
files: {perApp: true, words: [plain, liberty], expects: plain or liberty}
socket: {perApp: true, pattern: "^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$", expects: a file name}
notifySocket: {perApp: true, pattern: "^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$", expects: a file name}
socketMode: {perApp: true, pattern: "^0?[67][0-7]{2}$", expects: "octal, 0600 to 0777, in quotes"}
poll: {unit: time, least: 100, most: 60000, expects: 100ms to 60s}
leaseTimeout: {perApp: true, unit: time, least: 100, most: 600000, expects: 100ms to 10m}
watchdog: {perApp: true, words: ["off"], unit: time, least: 100, most: 86400000, expects: "off, or 100ms to 24h"}
appPorts: {perApp: true, pattern: "^((^|,)([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])[?]?){0,16}$", expects: "ports from 1 to 65535 with commas, at most 16, at least one without ?"}
readyBy: {perApp: true, words: [auto, word], expects: auto or word}
reloading: {perApp: true, words: [ready, unready], expects: ready or unready}
gracePeriod: {by: terminationGracePeriodSeconds}
drainDelay: {perApp: true, unit: time, least: 0, most: 3600000, expects: "0s to 1h, below the drain time-out"}
drainTimeout: {perApp: true, words: [auto], unit: time, least: 1, most: 86400000, expects: "auto, or below the grace period"}
drainReadiness: {perApp: true, words: [fail, hold], expects: fail or hold}
readinessThreshold: {by: probes.readiness.failureThreshold}
drainUntil: {perApp: true, words: [idle, delay], expects: idle or delay}
controlToken: {by: controlToken.value}
controlTokenFile: {by: controlToken.existingSecret}
controlUids: {pattern: "^(auto|[0-9]+(,[0-9]+)*)$", expects: "auto, or UIDs with commas"}
sidecar: {by: nativeSidecar}
exitWithApp: {words: ["true", "false"], expects: "true or false"}
maxConnections: {unit: number, least: 16, most: 10000, expects: 16 to 10000}
logFormat: {words: [json, text], expects: json or text}
logLevel: {words: [debug, info, warn, error], expects: "debug, info, warn or error"}
{{- end -}}

{{/*
The given settings as JSON, each checked and as text.
Takes a dict: where (for messages), settings, perApp (whether they are of one app).
*/}}
{{- define "probe-agent.settings" -}}
{{- $all := include "probe-agent.settings.known" . | fromYaml -}}
{{- $texts := dict -}}
{{- range $name, $value := .settings -}}
{{- $where := printf "%s.%s" $.where $name -}}
{{- $known := index $all $name -}}
{{- if not $known -}}
{{- include "probe-agent.check.unknown" (dict "where" $.where "key" $name "known" (keys $all)) -}}
{{- else if $known.by -}}
{{- fail (printf "%s cannot be set (expected: probe-agent.%s, which it follows from)" $where $known.by) -}}
{{- else if and $.perApp (not $known.perApp) -}}
{{- fail (printf "%s is the same for all apps (expected: probe-agent.settings.%s)" $where $name) -}}
{{- else if not (kindIs "invalid" $value) -}}
{{- $_ := set $texts $name (include "probe-agent.settings.text" (dict "where" $where "value" $value "known" $known)) -}}
{{- end -}}
{{- end -}}
{{- toJson $texts -}}
{{- end -}}

{{/* The text of one setting; fails if it is none of what is expected. */}}
{{- define "probe-agent.settings.text" -}}
{{- $words := .known.words | default list -}}
{{- $text := include "probe-agent.text" .value -}}
{{- /* An unquoted `off` is false to YAML. */ -}}
{{- if and (eq $text "false") (has "off" $words) -}}{{- $text = "off" -}}{{- end -}}
{{- $expects := .known.expects -}}
{{- $fits := has $text $words -}}
{{- if .known.pattern -}}
{{- $fits = regexMatch .known.pattern $text -}}
{{- else if and (not $fits) .known.unit -}}
{{- $time := eq .known.unit "time" -}}
{{- if regexMatch (ternary "^[0-9]{1,9}(ms|s|m|h)$" "^[0-9]{1,9}$" $time) $text -}}
{{- $number := int64 $text -}}
{{- if $time -}}{{- $number = include "probe-agent.millis" $text | int64 -}}{{- end -}}
{{- $fits = and (ge $number (int64 .known.least)) (le $number (int64 .known.most)) -}}
{{- else if $time -}}
{{- $expects = printf "%s; a number with its unit, as in 5s" $expects -}}
{{- end -}}
{{- end -}}
{{- if not $fits -}}
{{- fail (printf "%s is %s (expected: %s)" .where (include "probe-agent.shown" .value) $expects) -}}
{{- end -}}
{{- $text -}}
{{- end -}}
