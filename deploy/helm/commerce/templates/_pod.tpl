{{/* What every pod and container has in common. Only fields, if, range, include, quote, default, required, toYaml and nindent are used. */}}
{{- define "commerce.pod" }}
automountServiceAccountToken: false
terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
securityContext:
  runAsNonRoot: true
  runAsUser: 1654
  runAsGroup: 1654
  seccompProfile:
    type: RuntimeDefault
{{- if .Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml .Values.image.pullSecrets | nindent 2 }}
{{- end }}
{{- end }}
{{- define "commerce.container" }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}
{{- define "commerce.probes" }}
startupProbe:
  httpGet: { path: /alive, port: http }
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: { path: /alive, port: http }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
readinessProbe:
  httpGet: { path: /ready, port: http }
  periodSeconds: 2
  timeoutSeconds: 3
  failureThreshold: 2
{{- end }}
{{- define "commerce.database" }}
- name: ASPNETCORE_ENVIRONMENT
  value: {{ .Values.environment | quote }}
- name: ConnectionStrings__commerce
  valueFrom:
    secretKeyRef: { name: {{ .Values.database.secretName }}, key: connection-string }
{{- end }}
{{- define "commerce.shop" }}
{{- include "commerce.database" . }}
- name: Operator__Key
  valueFrom:
    secretKeyRef: { name: {{ .Values.operator.secretName }}, key: key }
- name: Metrics__Key
  valueFrom:
    secretKeyRef: { name: {{ .Values.metrics.secretName }}, key: key, optional: true }
- name: Webhooks__SealingKey
  valueFrom:
    secretKeyRef: { name: {{ .Values.webhooks.secretName }}, key: sealing-key, optional: true }
- name: Pg__CallbackUrl
  value: {{ required "pg.callbackUrl: this API as the PG sees it" .Values.pg.callbackUrl | quote }}
- name: Pg__BaseAddress
{{- if .Values.simulator.enabled }}
  value: http://pg-simulator:{{ .Values.simulator.port }}
{{- else }}
  value: {{ required "pg.baseAddress: where the PG listens" .Values.pg.baseAddress | quote }}
{{- end }}
{{- include "commerce.telemetry" . }}
{{- end }}
{{- define "commerce.telemetry" }}
{{- if .Values.telemetry.otlpEndpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ .Values.telemetry.otlpEndpoint | quote }}
{{- end }}
{{- end }}
