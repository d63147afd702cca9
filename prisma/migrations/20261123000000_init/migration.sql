-- CreateEnum
CREATE TYPE "role" AS ENUM ('Admin', 'Contributor', 'Viewer');

-- CreateEnum
CREATE TYPE "link_purpose" AS ENUM ('setUp', 'invitation');

-- CreateEnum
CREATE TYPE "data_source_kind" AS ENUM ('file', 'sql', 'external');

-- CreateEnum
CREATE TYPE "source_format" AS ENUM ('csv', 'json', 'parquet');

-- CreateEnum
CREATE TYPE "tls_mode" AS ENUM ('verify', 'off');

-- CreateEnum
CREATE TYPE "refresh_state" AS ENUM ('notUpdated', 'updated', 'updating', 'updateFailed', 'updateCancelled');

-- CreateEnum
CREATE TYPE "segment_kind" AS ENUM ('rule', 'sql', 'external');

-- CreateEnum
CREATE TYPE "measure_kind" AS ENUM ('business', 'sql', 'external');

-- CreateEnum
CREATE TYPE "segment_state" AS ENUM ('inactive', 'active');

-- CreateEnum
CREATE TYPE "job_status" AS ENUM ('None', 'Queued', 'Running', 'CompletedSuccess', 'CompletedFailure', 'Cancelled', 'Interrupted', 'NotQualified');

-- CreateEnum
CREATE TYPE "evaluation_state" AS ENUM ('none', 'running', 'failed', 'completed');

-- CreateEnum
CREATE TYPE "execution_status" AS ENUM ('queued', 'needsUpdate', 'running', 'failed', 'timedOut', 'aborted', 'deleted', 'successful', 'skipped');

-- CreateEnum
CREATE TYPE "submission_kind" AS ENUM ('onDemand', 'scheduled', 'external');

-- CreateEnum
CREATE TYPE "direction" AS ENUM ('above', 'below');

-- CreateEnum
CREATE TYPE "hook_status" AS ENUM ('active', 'failing', 'paused', 'gone');

-- CreateEnum
CREATE TYPE "owner_type" AS ENUM ('person', 'key', 'deployment');

-- CreateEnum
CREATE TYPE "delivery_lane" AS ENUM ('first', 'retry', 'replay');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('due', 'scheduled', 'sending', 'delivered', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "attempt_outcome" AS ENUM ('delivered', 'retry', 'failed', 'gone', 'paused', 'unknown');

-- CreateEnum
CREATE TYPE "notice_kind" AS ENUM ('failing', 'paused', 'gone', 'silent', 'recovered', 'firesAgain');

-- CreateEnum
CREATE TYPE "replay_state" AS ENUM ('running', 'paused', 'cancelled', 'completed');

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "entra_id" TEXT,
    "is_deployment_administrator" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "region" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "instance_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("instance_id","person_id")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "token_hash" BYTEA NOT NULL,
    "purpose" "link_purpose" NOT NULL,
    "person_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "key_prefix" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_window" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_window_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "instance_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "address" TEXT,
    "action" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instance" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "instance_type" TEXT NOT NULL DEFAULT 'production',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "destination" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "consented_at" TIMESTAMPTZ(3) NOT NULL,
    "consented_by_id" UUID,
    "consented_by" TEXT NOT NULL,
    "consent_text" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "destination_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "database" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "password" BYTEA NOT NULL,
    "tls" "tls_mode" NOT NULL DEFAULT 'verify',
    "ca_certificate" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_source" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "friendly_name" TEXT NOT NULL,
    "kind" "data_source_kind" NOT NULL,
    "format" "source_format",
    "path" TEXT,
    "pattern" TEXT,
    "url" TEXT,
    "sealed_url" BYTEA,
    "credentials" BYTEA,
    "upload" TEXT,
    "watermark" TEXT,
    "connection_id" UUID,
    "table_name" TEXT,
    "query" TEXT,
    "freshness" TEXT,
    "max_age_hours" INTEGER,
    "entity_name" TEXT,
    "primary_key" TEXT,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "refresh_state" "refresh_state" NOT NULL DEFAULT 'notUpdated',
    "last_outcome" "refresh_state",
    "last_refresh" TIMESTAMPTZ(3),
    "rows" INTEGER,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "data_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entity" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "data_source_id" UUID,
    "attributes" JSONB NOT NULL,
    "primary_key" TEXT,
    "file" TEXT,
    "rows" INTEGER NOT NULL,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unification" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "definition" JSONB NOT NULL,
    "defined_at" TIMESTAMPTZ(3) NOT NULL,
    "mapped" JSONB,
    "matched" JSONB,
    "result" JSONB,
    "unified_at" TIMESTAMPTZ(3),
    "generation" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "segment" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "friendly_name" TEXT NOT NULL,
    "description" TEXT,
    "kind" "segment_kind" NOT NULL,
    "entity_name" TEXT,
    "rule" JSONB,
    "sql" JSONB,
    "state" "segment_state" NOT NULL DEFAULT 'active',
    "job_status" "job_status" NOT NULL DEFAULT 'None',
    "error" TEXT,
    "value" DOUBLE PRECISION,
    "evaluated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "measure" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "description" TEXT,
    "kind" "measure_kind" NOT NULL,
    "entity_name" TEXT,
    "definition" JSONB,
    "state" "segment_state" NOT NULL DEFAULT 'active',
    "evaluation_state" "evaluation_state" NOT NULL DEFAULT 'none',
    "error" TEXT,
    "value" DOUBLE PRECISION,
    "groups" JSONB,
    "evaluated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "measure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "segment_id" UUID,
    "measure_id" UUID,
    "value" DOUBLE PRECISION NOT NULL,
    "evaluated_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "counted" BOOLEAN NOT NULL,
    "job_id" UUID,

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" UUID,
    "body" JSONB NOT NULL,
    "reported_by" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_job" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "job_type" TEXT NOT NULL DEFAULT 'full',
    "submission" "submission_kind" NOT NULL,
    "status" "execution_status" NOT NULL DEFAULT 'queued',
    "operation_type" TEXT NOT NULL,
    "identifiers" TEXT[],
    "submitted_by" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "schedule_id" UUID,
    "error" TEXT,
    "starts" INTEGER NOT NULL DEFAULT 0,
    "lease" UUID,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "refresh_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_task" (
    "id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "operation_type" TEXT NOT NULL,
    "identifier" UUID NOT NULL,
    "friendly_name" TEXT NOT NULL,
    "status" "execution_status" NOT NULL DEFAULT 'queued',
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "depends_on" UUID[],
    "progress" JSONB,
    "result" JSONB,
    "error" TEXT,

    CONSTRAINT "refresh_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_schedule" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "operation_type" TEXT NOT NULL,
    "identifiers" TEXT[],
    "is_active" BOOLEAN NOT NULL,
    "timezone_id" TEXT NOT NULL,
    "cron_schedules" TEXT[],
    "next_run_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refresh_schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "threshold" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "name" TEXT,
    "segment_id" UUID,
    "measure_id" UUID,
    "value" DOUBLE PRECISION NOT NULL,
    "direction" "direction" NOT NULL DEFAULT 'above',
    "rearm_margin" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "cooldown_seconds" INTEGER NOT NULL DEFAULT 0,
    "armed" BOOLEAN,
    "last_crossed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "threshold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "payload" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fan_out" (
    "event_id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "about" JSONB NOT NULL,
    "cursor" UUID NOT NULL,

    CONSTRAINT "fan_out_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "trigger" TEXT NOT NULL,
    "shard" SMALLINT NOT NULL,
    "identity_hash" BYTEA,
    "flow_hash" BYTEA,
    "unsubscribe_hash" BYTEA NOT NULL,
    "unsubscribe_id" BYTEA NOT NULL,
    "callback_url" BYTEA NOT NULL,
    "callback_host" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "previous_secret" BYTEA,
    "previous_secret_until" TIMESTAMPTZ(3),
    "owner_type" "owner_type" NOT NULL,
    "owner_id" UUID,
    "owner_name" TEXT NOT NULL,
    "data_source_id" UUID,
    "segment_id" UUID,
    "measure_id" UUID,
    "threshold_id" UUID,
    "only_on_state_change" BOOLEAN NOT NULL DEFAULT false,
    "submission_kind" "submission_kind",
    "status_filter" "execution_status",
    "status" "hook_status" NOT NULL DEFAULT 'active',
    "status_reason" TEXT,
    "status_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "probe_at" TIMESTAMPTZ(3),
    "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "catch_up" JSONB,
    "rate_limit" INTEGER,
    "silence" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "last_delivery_at" TIMESTAMPTZ(3),
    "last_status_code" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "shard" SMALLINT NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'due',
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempt_count" SMALLINT NOT NULL DEFAULT 0,
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "lane" "delivery_lane" NOT NULL DEFAULT 'first',
    "replay_id" UUID,
    "claim_epoch" BIGINT,
    "claimed_at" TIMESTAMPTZ(3),
    "status_code" SMALLINT,
    "error" TEXT,
    "cancel_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "replay" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "state" "replay_state" NOT NULL DEFAULT 'running',
    "filter" JSONB,
    "delivery_ids" UUID[],
    "per_second" INTEGER NOT NULL,
    "requested_by" TEXT NOT NULL,
    "matched" INTEGER NOT NULL,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "skipped_removed" INTEGER NOT NULL DEFAULT 0,
    "skipped_gone" INTEGER NOT NULL DEFAULT 0,
    "skipped_sending" INTEGER NOT NULL DEFAULT 0,
    "skipped_waiting" INTEGER NOT NULL DEFAULT 0,
    "first_id" UUID NOT NULL,
    "cursor" UUID,
    "last_id" UUID NOT NULL,
    "paced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "replay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "delivery_id" UUID NOT NULL,
    "number" SMALLINT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" REAL,
    "status_code" SMALLINT,
    "error" TEXT,
    "outcome" "attempt_outcome" NOT NULL,
    "possible_duplicate" BOOLEAN NOT NULL DEFAULT false,
    "run_id" TEXT,
    "response" TEXT,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("delivery_id","number")
);

-- CreateTable
CREATE TABLE "deployment" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "key_check" BYTEA NOT NULL,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shard" (
    "id" SMALLINT NOT NULL,
    "owner" UUID,
    "epoch" BIGINT NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "shard_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_recipient" (
    "notice_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "mail_at" TIMESTAMPTZ(3),
    "mail_tries" SMALLINT NOT NULL DEFAULT 0,
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_recipient_pkey" PRIMARY KEY ("notice_id","person_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "person_entra_id_key" ON "person"("entra_id");

-- CreateIndex
CREATE INDEX "membership_person_id_idx" ON "membership"("person_id");

-- CreateIndex
CREATE INDEX "one_time_link_person_id_idx" ON "one_time_link"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE INDEX "api_key_instance_id_idx" ON "api_key"("instance_id");

-- CreateIndex
CREATE INDEX "rate_window_window_start_idx" ON "rate_window"("window_start");

-- CreateIndex
CREATE INDEX "audit_entry_instance_id_at_idx" ON "audit_entry"("instance_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "destination_name" ON "destination"("instance_id", "display_name") WHERE (removed_at IS NULL);

-- CreateIndex
CREATE INDEX "destination_instance_id_idx" ON "destination"("instance_id");

-- CreateIndex
CREATE UNIQUE INDEX "connection_instance_id_name_key" ON "connection"("instance_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "data_source_instance_id_name_key" ON "data_source"("instance_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "data_source_instance_id_entity_name_key" ON "data_source"("instance_id", "entity_name");

-- CreateIndex
CREATE UNIQUE INDEX "entity_data_source_id_key" ON "entity"("data_source_id");

-- CreateIndex
CREATE UNIQUE INDEX "entity_instance_id_name_key" ON "entity"("instance_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "unification_instance_id_key" ON "unification"("instance_id");

-- CreateIndex
CREATE UNIQUE INDEX "segment_instance_id_name_key" ON "segment"("instance_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "measure_instance_id_name_key" ON "measure"("instance_id", "name");

-- CreateIndex
CREATE INDEX "evaluation_segment_id_evaluated_at_idx" ON "evaluation"("segment_id", "evaluated_at");

-- CreateIndex
CREATE INDEX "evaluation_measure_id_evaluated_at_idx" ON "evaluation"("measure_id", "evaluated_at");

-- CreateIndex
CREATE INDEX "report_instance_id_received_at_idx" ON "report"("instance_id", "received_at");

-- CreateIndex
CREATE INDEX "report_of_workflow" ON "report"("instance_id", "received_at") WHERE (subject = 'workflow'::text);

-- CreateIndex
CREATE INDEX "report_subject_id_received_at_idx" ON "report"("subject_id", "received_at");

-- CreateIndex
CREATE INDEX "refresh_job_instance_id_submitted_at_idx" ON "refresh_job"("instance_id", "submitted_at");

-- CreateIndex
CREATE INDEX "refresh_job_schedule_id_submitted_at_idx" ON "refresh_job"("schedule_id", "submitted_at");

-- CreateIndex
CREATE INDEX "refresh_job_status_idx" ON "refresh_job"("status");

-- CreateIndex
CREATE INDEX "refresh_task_job_id_position_idx" ON "refresh_task"("job_id", "position");

-- CreateIndex
CREATE INDEX "refresh_task_identifier_ended_at_idx" ON "refresh_task"("identifier", "ended_at");

-- CreateIndex
CREATE INDEX "refresh_schedule_instance_id_idx" ON "refresh_schedule"("instance_id");

-- CreateIndex
CREATE INDEX "refresh_schedule_next_run_at_idx" ON "refresh_schedule"("next_run_at");

-- CreateIndex
CREATE INDEX "threshold_instance_id_idx" ON "threshold"("instance_id");

-- CreateIndex
CREATE INDEX "threshold_segment_id_idx" ON "threshold"("segment_id");

-- CreateIndex
CREATE INDEX "threshold_measure_id_idx" ON "threshold"("measure_id");

-- CreateIndex
CREATE INDEX "event_instance_id_created_at_id_idx" ON "event"("instance_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "event_instance_id_type_created_at_idx" ON "event"("instance_id", "type", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_identity_hash_key" ON "subscription"("identity_hash");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_unsubscribe_hash_key" ON "subscription"("unsubscribe_hash");

-- CreateIndex
CREATE INDEX "subscription_instance_id_trigger_id_idx" ON "subscription"("instance_id", "trigger", "id");

-- CreateIndex
CREATE INDEX "subscription_flow_hash_idx" ON "subscription"("flow_hash");

-- CreateIndex
CREATE INDEX "subscription_catching_up" ON "subscription"("id") WHERE "catch_up" IS NOT NULL;

-- CreateIndex
CREATE INDEX "subscription_probe" ON "subscription"("shard", "probe_at") WHERE "probe_at" IS NOT NULL;

-- CreateIndex
CREATE INDEX "delivery_due" ON "delivery"("shard", "subscription_id", "lane", "due_at") WHERE "state" = 'due';

-- CreateIndex
CREATE INDEX "delivery_scheduled" ON "delivery"("shard", "due_at") WHERE "state" = 'scheduled';

-- CreateIndex
CREATE INDEX "delivery_sending" ON "delivery"("shard", "claim_epoch") WHERE "state" = 'sending';

-- CreateIndex
CREATE INDEX "delivery_newest" ON "delivery"("instance_id", "id");

-- CreateIndex
CREATE INDEX "delivery_undelivered" ON "delivery"("instance_id", "state", "id") WHERE "state" IN ('failed', 'cancelled');

-- CreateIndex
CREATE INDEX "delivery_of_subscription" ON "delivery"("subscription_id", "id");

-- CreateIndex
CREATE INDEX "replay_instance_id_id_idx" ON "replay"("instance_id", "id");

-- CreateIndex
CREATE INDEX "replay_running" ON "replay"("id") WHERE (state = 'running'::replay_state);

-- CreateIndex
CREATE INDEX "delivery_replaying" ON "delivery"("replay_id") WHERE ((state = 'due'::delivery_state) AND (replay_id IS NOT NULL));

-- CreateIndex
CREATE INDEX "delivery_event_id_idx" ON "delivery"("event_id");

-- CreateIndex
CREATE INDEX "notice_newest" ON "notice"("instance_id", "at", "id");

-- CreateIndex
CREATE INDEX "notice_subscription_id_at_idx" ON "notice"("subscription_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "notice_open" ON "notice"("subscription_id", "kind", "reason") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "notice_unread" ON "notice_recipient"("person_id") WHERE (read_at IS NULL);

-- CreateIndex
CREATE INDEX "notice_mail" ON "notice_recipient"("mail_at") WHERE (mail_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "notice_recipient_person_id_mailed_at_idx" ON "notice_recipient"("person_id", "mailed_at");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "destination" ADD CONSTRAINT "destination_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_source" ADD CONSTRAINT "data_source_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_source" ADD CONSTRAINT "data_source_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entity" ADD CONSTRAINT "entity_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entity" ADD CONSTRAINT "entity_data_source_id_fkey" FOREIGN KEY ("data_source_id") REFERENCES "data_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unification" ADD CONSTRAINT "unification_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "measure" ADD CONSTRAINT "measure_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_measure_id_fkey" FOREIGN KEY ("measure_id") REFERENCES "measure"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_job" ADD CONSTRAINT "refresh_job_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_task" ADD CONSTRAINT "refresh_task_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "refresh_job"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_schedule" ADD CONSTRAINT "refresh_schedule_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threshold" ADD CONSTRAINT "threshold_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threshold" ADD CONSTRAINT "threshold_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threshold" ADD CONSTRAINT "threshold_measure_id_fkey" FOREIGN KEY ("measure_id") REFERENCES "measure"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "callback_host" (
    "host" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "callback_host_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "simulated_flow" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "behaviour" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "simulated_flow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "simulated_call" (
    "id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "webhook_id" TEXT,
    "status_code" SMALLINT,
    "is_signed" BOOLEAN NOT NULL,
    "run_id" TEXT,
    "body" TEXT NOT NULL,

    CONSTRAINT "simulated_call_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "simulated_flow_instance_id_idx" ON "simulated_flow"("instance_id");

-- CreateIndex
CREATE INDEX "simulated_call_flow_id_received_at_idx" ON "simulated_call"("flow_id", "received_at");

-- AddForeignKey
ALTER TABLE "simulated_flow" ADD CONSTRAINT "simulated_flow_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "simulated_call" ADD CONSTRAINT "simulated_call_flow_id_fkey" FOREIGN KEY ("flow_id") REFERENCES "simulated_flow"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_recipient" ADD CONSTRAINT "notice_recipient_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_recipient" ADD CONSTRAINT "notice_recipient_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Time-ordered ids where rows are made inside the database (RFC 9562, version 7)
CREATE FUNCTION uuid7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- Notices: whoever changes the status of a subscription, and by whatever statement, tells of it in the same transaction.
-- What a status is told as; null where nobody need be told: an attempt that failed, or a person who paused or resumes it.
CREATE FUNCTION notice_of(status hook_status, reason text) RETURNS notice_kind LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN status = 'failing' AND reason = 'circuitOpen' THEN 'failing'
    WHEN status = 'paused' AND coalesce(reason, '') NOT IN ('pausedByPerson', 'catchingUp') THEN 'paused'
    WHEN status = 'gone' THEN 'gone'
  END::notice_kind
$$;

-- Who is told of a subscription: its owner, where that is a person who still has access; otherwise the administrators of
-- the environment, and where it has none, those of the deployment. Only people who can sign in.
CREATE FUNCTION notice_people(s subscription) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  WITH people AS (
    SELECT p.id, p.is_deployment_administrator, m.role
    FROM person p LEFT JOIN membership m ON m.person_id = p.id AND m.instance_id = s.instance_id
    WHERE p.disabled_at IS NULL AND (p.password_hash IS NOT NULL OR p.entra_id IS NOT NULL)
      AND (p.is_deployment_administrator OR m.role IS NOT NULL)
  ), ranked AS (
    SELECT id, CASE
      WHEN s.owner_type = 'person' AND id = s.owner_id AND s.status_reason IS DISTINCT FROM 'ownerGone' THEN 1
      WHEN role = 'Admin' THEN 2
      WHEN is_deployment_administrator THEN 3
    END AS rank
    FROM people
  )
  SELECT id FROM ranked WHERE rank = (SELECT min(rank) FROM ranked)
$$;

-- Tells of trouble, or takes back that it was over: what is back before its recovery has lasted is the same trouble again.
CREATE FUNCTION tell_trouble(s subscription, told notice_kind, why text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  -- A recovery is e-mailed once it has lasted so long; trouble that is back before takes it back.
  lasting CONSTANT interval := '10 minutes';
  -- E-mails wait so long for others to go with them.
  gathering CONSTANT interval := '1 minute';
  fresh uuid := uuid7();
  flaps boolean;
BEGIN
  DELETE FROM notice WHERE subscription_id = s.id AND at > now() - lasting
    AND kind = CASE told WHEN 'silent' THEN 'firesAgain' ELSE 'recovered' END::notice_kind
    AND reason IS NOT DISTINCT FROM why;
  flaps := FOUND OR told = 'silent' AND EXISTS (
    SELECT FROM notice WHERE subscription_id = s.id AND kind = told AND reason = why AND ended_at > now() - lasting
  );
  IF flaps THEN
    UPDATE notice SET at = now(), times = times + 1, ended_at = NULL WHERE id = (
      SELECT id FROM notice WHERE subscription_id = s.id AND kind = told AND reason IS NOT DISTINCT FROM why
      ORDER BY at DESC LIMIT 1
    );
    UPDATE notice_recipient r SET read_at = NULL, mail_at = CASE WHEN r.mailed_at IS NULL THEN coalesce(r.mail_at, now()) END
    FROM notice n
    WHERE n.subscription_id = s.id AND n.kind = told AND n.reason IS NOT DISTINCT FROM why AND n.ended_at IS NULL
      AND r.notice_id = n.id;
  ELSE
    INSERT INTO notice (id, instance_id, subscription_id, kind, reason, at)
    VALUES (fresh, s.instance_id, s.id, told, why, now());
    INSERT INTO notice_recipient (notice_id, person_id, mail_at)
    SELECT fresh, person_id, now() + gathering FROM notice_people(s) person_id;
  END IF;
END
$$;

CREATE FUNCTION tell_recovery(s subscription, before notice) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  lasting CONSTANT interval := '10 minutes';
  fresh uuid := uuid7();
BEGIN
  -- What is over before an e-mail has told of it is not e-mailed, unless it comes and goes.
  UPDATE notice_recipient SET mail_at = NULL WHERE notice_id = before.id AND mail_tries = 0 AND before.times = 1;
  INSERT INTO notice (id, instance_id, subscription_id, kind, reason, at, ended_at)
  VALUES (fresh, s.instance_id, s.id, CASE before.kind WHEN 'silent' THEN 'firesAgain' ELSE 'recovered' END::notice_kind,
    before.reason, now(), now());
  INSERT INTO notice_recipient (notice_id, person_id, mail_at)
  SELECT fresh, person_id, CASE WHEN coalesce(mail_at, mailed_at) IS NOT NULL THEN now() + lasting END
  FROM notice_recipient WHERE notice_id = before.id;
END
$$;

CREATE FUNCTION notices_changed(instance_id uuid) RETURNS void LANGUAGE sql AS $$
  SELECT pg_notify('changes', json_build_object('instanceId', instance_id, 'topic', 'notices')::text)
$$;

CREATE FUNCTION tell_notice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told notice_kind := notice_of(NEW.status, NEW.status_reason);
  before notice;
BEGIN
  IF NEW.removed_at IS NOT NULL THEN
    UPDATE notice SET ended_at = now() WHERE subscription_id = NEW.id AND ended_at IS NULL;
    RETURN NULL;
  END IF;
  SELECT * INTO before FROM notice WHERE subscription_id = NEW.id AND kind <> 'silent' AND ended_at IS NULL;
  -- Told already, or neither better nor worse.
  IF before.kind = told AND before.reason IS NOT DISTINCT FROM NEW.status_reason THEN RETURN NULL; END IF;
  IF told IS NULL AND (NEW.status = 'failing' OR before.id IS NULL) THEN RETURN NULL; END IF;
  UPDATE notice SET ended_at = now() WHERE id = before.id;
  IF told IS NOT NULL THEN
    PERFORM tell_trouble(NEW, told, NEW.status_reason);
  ELSIF NEW.status = 'active' THEN
    PERFORM tell_recovery(NEW, before);
  END IF;
  PERFORM notices_changed(NEW.instance_id);
  RETURN NULL;
END
$$;

CREATE TRIGGER subscription_notice AFTER UPDATE OF "status", "status_reason", "removed_at" ON "subscription" FOR EACH ROW
WHEN (OLD.status <> NEW.status OR OLD.status_reason IS DISTINCT FROM NEW.status_reason OR OLD.removed_at IS DISTINCT FROM NEW.removed_at)
EXECUTE FUNCTION tell_notice();

-- Why a subscription cannot fire, as far as that is told: a callback has told already what it brought about.
CREATE FUNCTION told_silence(codes text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT code FROM unnest(codes) code WHERE code NOT IN ('waitsToFallBack', 'coolingDown'))
$$;

-- Each reason is told when it comes; that it can fire again, once, when the last of them has gone.
CREATE FUNCTION tell_silence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was text[] := told_silence(OLD.silence);
  now_told text[] := told_silence(NEW.silence);
  code text;
  before notice;
BEGIN
  IF NEW.removed_at IS NOT NULL OR was = now_told THEN RETURN NULL; END IF;
  FOR before IN
    UPDATE notice SET ended_at = now()
    WHERE subscription_id = NEW.id AND kind = 'silent' AND ended_at IS NULL AND reason <> ALL (now_told)
    RETURNING *
  LOOP END LOOP;
  IF before.id IS NOT NULL AND now_told = '{}' AND NEW.status <> 'gone' THEN PERFORM tell_recovery(NEW, before); END IF;
  FOREACH code IN ARRAY now_told LOOP
    IF code <> ALL (was) THEN PERFORM tell_trouble(NEW, 'silent', code); END IF;
  END LOOP;
  PERFORM notices_changed(NEW.instance_id);
  RETURN NULL;
END
$$;

CREATE TRIGGER subscription_silence AFTER UPDATE OF "silence" ON "subscription" FOR EACH ROW
WHEN (OLD.silence <> NEW.silence)
EXECUTE FUNCTION tell_silence();

-- A delivery is written three times: room on the page keeps its versions together until they are vacuumed.
ALTER TABLE "delivery" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- Retention drops the oldest rows in small batches: what they leave is reused before it is a fifth of the table.
ALTER TABLE "event" SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE "attempt" SET (autovacuum_vacuum_scale_factor = 0.02);

INSERT INTO "shard" ("id") SELECT generate_series(0, 63);
