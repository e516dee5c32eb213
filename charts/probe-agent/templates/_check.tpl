{{/*
A library's schema does not reach its parent, so the values are checked here. Each shape lists what
must stand in a map (with `optional`, what may): a type, another shape, one of `words`, a text that
matches `pattern`, a `time`, or a number from `least` to `most`.
*/}}
{{- define "probe-agent.check.shapes" -}}
values:
  image: {shape: image}
  nativeSidecar: {words: [auto, "true", "false"], expects: "auto, true or false"}
  port: {least: 1024, most: 65535}
  dir: {pattern: "^(/[A-Za-z0-9._-]+)+$", expects: an absolute path}
  volumeSizeLimit: {pattern: "^[0-9]+(Ki|Mi|Gi|k|M|G)?$", expects: a quantity such as 1Mi}
  container: {type: string}
  apps: {type: map}
  settings: {type: map}
  sdNotify: {type: bool}
  longestRequest: {time: true}
  terminationGracePeriodSeconds: {least: 1, most: 86400, optional: true}
  preStop: {type: bool}
  controlToken: {shape: controlToken}
  probes: {shape: probes}
  resources: {type: map, optional: true}
  securityContext: {type: map, optional: true}
  global: {type: map, optional: true}
image:
  repository: {pattern: ".", expects: the name of an image}
  tag: {type: string}
  digest: {pattern: "^(sha256:[0-9a-f]{64})?$", expects: "sha256: and 64 digits"}
  pullPolicy: {words: [Always, IfNotPresent, Never], expects: "Always, IfNotPresent or Never"}
controlToken:
  value: {pattern: "^([!-#%-~]{16,256})?$", secret: true, expects: 16 to 256 visible characters without $}
  existingSecret: {type: string}
  key: {pattern: "^[A-Za-z0-9._-]+$", expects: the key of a Secret}
probes:
  startup: {shape: probe}
  readiness: {shape: probe}
  liveness: {shape: probe}
probe:
  enabled: {type: bool}
  periodSeconds: {least: 1, most: 3600}
  timeoutSeconds: {least: 1, most: 3600, optional: true}
  failureThreshold: {least: 1, most: 100000}
app:
  container: {type: string}
  settings: {type: map}
  probes: {shape: probes}
  preStop: {type: bool}
  sdNotify: {type: bool}
  longestRequest: {time: true}
{{- end -}}

{{- define "probe-agent.check.values" -}}
{{- include "probe-agent.check.map" (dict "where" "probe-agent" "shape" "values" "map" .) -}}
{{- if and .controlToken.value .controlToken.existingSecret -}}
{{- fail "probe-agent.controlToken has a value and an existingSecret (expected: one of them)" -}}
{{- end -}}
{{- if and .apps .container -}}
{{- fail (printf "probe-agent.container is %q (expected: none, since there are apps: apps.<name>.container)" .container) -}}
{{- end -}}
{{- if gt (len .apps) 16 -}}
{{- fail (printf "probe-agent.apps has %d apps (expected: at most 16)" (len .apps)) -}}
{{- end -}}
{{- range $name, $app := .apps -}}
{{- if not (regexMatch "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" $name) -}}
{{- fail (printf "probe-agent.apps has %q (expected: a DNS label)" $name) -}}
{{- end -}}
{{- $where := printf "probe-agent.apps.%s" $name -}}
{{- include "probe-agent.check.map" (dict "where" $where "shape" "app" "map" ($app | default dict) "partly" true) -}}
{{- end -}}
{{- end -}}

{{/* Takes a dict: where, shape (its name), map, partly (whether all of it may be missing). */}}
{{- define "probe-agent.check.map" -}}
{{- if not (kindIs "map" .map) -}}
{{- fail (printf "%s is %s (expected: a map)" .where (include "probe-agent.shown" .map)) -}}
{{- end -}}
{{- $shape := index (include "probe-agent.check.shapes" . | fromYaml) .shape -}}
{{- range $key, $value := .map -}}
{{- $expected := index $shape $key -}}
{{- $where := printf "%s.%s" $.where $key -}}
{{- if not $expected -}}
{{- include "probe-agent.check.unknown" (dict "where" $.where "key" $key "known" (keys $shape)) -}}
{{- else if and (kindIs "invalid" $value) (or $.partly $expected.optional) -}}
{{- else if $expected.shape -}}
{{- include "probe-agent.check.map" (dict "where" $where "shape" $expected.shape "map" $value "partly" $.partly) -}}
{{- else -}}
{{- include "probe-agent.check.value" (dict "where" $where "value" $value "expected" $expected) -}}
{{- end -}}
{{- end -}}
{{- /* A null of the user's takes a default away; Helm then shows no key. */ -}}
{{- range $key, $expected := $shape -}}
{{- if not (or (hasKey $.map $key) $.partly $expected.optional) -}}
{{- fail (printf "%s.%s is null (expected: a value; leave it out to get the default)" $.where $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Takes a dict: where, value, expected (an entry of a shape). */}}
{{- define "probe-agent.check.value" -}}
{{- $expected := .expected -}}
{{- $text := include "probe-agent.text" .value -}}
{{- $expects := $expected.expects -}}
{{- $fits := true -}}
{{- if $expected.type -}}
{{- $fits = kindIs $expected.type .value -}}
{{- $expects = index (dict "bool" "true or false" "map" "a map" "string" "a text") $expected.type -}}
{{- else if $expected.words -}}
{{- $fits = has $text $expected.words -}}
{{- else if $expected.pattern -}}
{{- $fits = and (kindIs "string" .value) (regexMatch $expected.pattern $text) -}}
{{- else if $expected.time -}}
{{- $fits = regexMatch "^[0-9]{1,9}(ms|s|m|h)$" $text -}}
{{- if $fits -}}{{- $fits = le (include "probe-agent.millis" $text | int64) 86400000 -}}{{- end -}}
{{- $expects = "0s to 24h, such as 500ms, 5s, 2m or 1h" -}}
{{- else -}}
{{- $fits = and (not (kindIs "string" .value)) (regexMatch "^[0-9]{1,9}$" $text) -}}
{{- if $fits -}}{{- $fits = and (ge (int64 $text) (int64 $expected.least)) (le (int64 $text) (int64 $expected.most)) -}}{{- end -}}
{{- $expects = printf "a number from %d to %d" (int64 $expected.least) (int64 $expected.most) -}}
{{- end -}}
{{- if not $fits -}}
{{- fail (printf "%s is %s (expected: %s)" .where (ternary "hidden" (include "probe-agent.shown" .value) (hasKey $expected "secret")) $expects) -}}
{{- end -}}
{{- end -}}

{{/*
Fails for a key that is not known, and names the one that begins most like it (case, dashes and
underscores apart). Takes a dict: where, key, known.
*/}}
{{- define "probe-agent.check.unknown" -}}
{{- $plain := .key | lower | replace "-" "" | replace "_" "" -}}
{{- $nearest := "" -}}
{{- $most := 2 -}}
{{- range $known := sortAlpha .known -}}
{{- range $length := untilStep 1 (add1 (len $plain) | int) 1 -}}
{{- if and (gt $length $most) (hasPrefix (trunc $length $plain) (lower $known)) -}}
{{- $nearest = $known -}}
{{- $most = $length -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $hint := printf "did you mean %s?" $nearest -}}
{{- if not $nearest -}}{{- $hint = printf "expected: one of %s" (sortAlpha .known | join ", ") -}}{{- end -}}
{{- fail (printf "%s has no value %s (%s)" .where .key $hint) -}}
{{- end -}}
