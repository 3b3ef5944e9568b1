-- The record tables: the data dictionary, as checked. Ranges and terms here back up the importer's
-- rules; see CODEBOOK.md. Enumerations list their terms in the order in which they sort; levels run
-- from cranial to caudal. Uniqueness is asserted by sql/assertions.sql before a generation is published
-- (primary-key indexes would cost more memory than the data at national size).

CREATE SCHEMA record;

CREATE TYPE sex AS ENUM ('female', 'male', 'other', 'unknown');
CREATE TYPE vital_status AS ENUM ('alive', 'dead', 'unknown');
CREATE TYPE yes_no AS ENUM ('no', 'yes');
CREATE TYPE guidance AS ENUM ('fluoroscopy', 'CT', 'CT-fluoroscopy', 'biplane');
CREATE TYPE anaesthesia AS ENUM ('local', 'sedation', 'general');
CREATE TYPE etiology AS ENUM ('osteoporotic', 'neoplastic', 'traumatic', 'other');
CREATE TYPE vertebral_level AS ENUM (
    'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7',
    'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12',
    'L1', 'L2', 'L3', 'L4', 'L5',
    'S1'
);
CREATE TYPE approach AS ENUM ('unipedicular', 'bipedicular', 'extrapedicular');
CREATE TYPE viscosity AS ENUM ('low', 'high');
CREATE TYPE leak_assessment AS ENUM ('not looked for', 'fluoroscopy', 'radiograph', 'CT', 'chest CT');
CREATE TYPE leak_detection AS ENUM ('fluoroscopy', 'radiograph', 'CT', 'chest CT');
CREATE TYPE leak_route AS ENUM ('B', 'S', 'C', 'D');
CREATE TYPE leak_site AS ENUM (
    'epidural', 'foraminal', 'disc', 'paravertebral soft tissue', 'paravertebral vein',
    'azygos/IVC', 'pulmonary'
);
CREATE TYPE timepoint AS ENUM (
    'baseline', '24 h', '1 wk', '1 month', '3 months', '6 months', '12 months', '24 months', 'last'
);
CREATE TYPE visit_status AS ENUM ('completed', 'missed', 'not due', 'died', 'withdrawn');
CREATE TYPE pain_scale AS ENUM ('VAS 0-10', 'VAS 0-100', 'NRS 0-10');
CREATE TYPE ambulation AS ENUM ('bedbound', 'wheelchair', 'walker', 'cane', 'unaided');

CREATE TABLE record.patient (
    patient_id VARCHAR NOT NULL CHECK (patient_id <> ''),
    sex sex NOT NULL,
    bmd_t_score_tenths SMALLINT CHECK (bmd_t_score_tenths BETWEEN -70 AND 40),
    vital_status vital_status,
    death_day INTEGER CHECK (death_day >= 0)
);

CREATE TABLE record.procedure (
    procedure_id VARCHAR NOT NULL CHECK (procedure_id <> ''),
    patient_id VARCHAR NOT NULL,
    age SMALLINT CHECK (age BETWEEN 18 AND 110),
    procedure_date DATE CHECK (isfinite(procedure_date)),
    operator VARCHAR,
    site VARCHAR,
    guidance guidance,
    anaesthesia anaesthesia,
    etiology etiology,
    symptom_weeks SMALLINT CHECK (symptom_weeks BETWEEN 0 AND 520),
    postprocedure_ct yes_no
);

CREATE TABLE record.treated_level (
    procedure_id VARCHAR NOT NULL,
    level vertebral_level NOT NULL,
    approach approach,
    cement_tenths SMALLINT CHECK (cement_tenths BETWEEN 1 AND 150),
    viscosity viscosity,
    genant_grade SMALLINT CHECK (genant_grade BETWEEN 0 AND 3),
    cleft yes_no,
    technical_success yes_no,
    leak_assessment leak_assessment
);

CREATE TABLE record.leak (
    procedure_id VARCHAR NOT NULL,
    level vertebral_level NOT NULL,
    route leak_route,
    site leak_site,
    detection leak_detection,
    symptomatic yes_no,
    intervention yes_no
);

CREATE TABLE record.visit (
    procedure_id VARCHAR NOT NULL,
    timepoint timepoint NOT NULL,
    days_since INTEGER CHECK (timepoint <> 'baseline' OR days_since <= 0),
    pain_scale pain_scale,
    pain_raw DOUBLE CHECK (isfinite(pain_raw) AND pain_raw BETWEEN 0 AND 100),
    vas_tenths SMALLINT CHECK (vas_tenths BETWEEN 0 AND 100),
    odi_tenths SMALLINT CHECK (odi_tenths BETWEEN 0 AND 1000),
    rdq SMALLINT CHECK (rdq BETWEEN 0 AND 24),
    ambulation ambulation,
    reported_relief yes_no,
    status visit_status NOT NULL,
    CHECK ((vas_tenths IS NULL) = (pain_raw IS NULL)),
    CHECK (pain_raw IS NULL OR pain_scale IS NOT NULL)
);

CREATE TABLE record.complication (
    procedure_id VARCHAR NOT NULL,
    level vertebral_level,
    type VARCHAR NOT NULL CHECK (type <> ''),
    onset_day INTEGER CHECK (onset_day >= 0),
    cirse_grade SMALLINT CHECK (cirse_grade BETWEEN 1 AND 6),
    cirse_version VARCHAR,
    symptomatic yes_no
);

CREATE TABLE record.new_fracture (
    patient_id VARCHAR NOT NULL,
    level vertebral_level NOT NULL,
    day INTEGER NOT NULL CHECK (day >= 0)
);

-- One row of facts about the generation: key, value as text.
CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL);

-- One row per source file: what came in, what was stored, what was reported instead.
CREATE TABLE import_log (
    file VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    rows_in BIGINT NOT NULL,
    rows_stored BIGINT NOT NULL,
    rows_reported BIGINT NOT NULL
);

-- Warnings that were accepted at import, kept with the data they concern.
CREATE TABLE import_warning (
    file VARCHAR NOT NULL,
    line BIGINT NOT NULL,
    column_name VARCHAR NOT NULL,
    value VARCHAR,
    rule VARCHAR NOT NULL,
    message VARCHAR NOT NULL
);

-- Procedures of which at least one stored row was warned about, and by how many rules.
CREATE TABLE import_flag (procedure_id VARCHAR NOT NULL, rules INTEGER NOT NULL);
