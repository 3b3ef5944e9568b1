-- From the staged texts, already checked by every rule, to the record tables. A cast that fails here
-- is a rule that is missing: the import stops and nothing is kept.

INSERT INTO record.patient BY NAME
SELECT
    patient_id,
    sex,
    CAST(CAST(bmd_t_score AS DECIMAL(9, 1)) * 10 AS SMALLINT) AS bmd_t_score_tenths,
    vital_status,
    CAST(death_day AS INTEGER) AS death_day
FROM staging.patient ORDER BY line;

INSERT INTO record.procedure BY NAME
SELECT
    procedure_id,
    patient_id,
    CAST(age AS SMALLINT) AS age,
    CAST(procedure_date AS DATE) AS procedure_date,
    operator,
    site,
    guidance,
    anaesthesia,
    etiology,
    CAST(symptom_weeks AS SMALLINT) AS symptom_weeks,
    postprocedure_ct
FROM staging.procedure ORDER BY line;

INSERT INTO record.treated_level BY NAME
SELECT
    procedure_id,
    level_name AS level,
    approach,
    CAST(CAST(cement_ml AS DECIMAL(9, 1)) * 10 AS SMALLINT) AS cement_tenths,
    viscosity,
    CAST(genant_grade AS SMALLINT) AS genant_grade,
    cleft,
    technical_success,
    leak_assessment
FROM staging.treated_level ORDER BY line;

INSERT INTO record.leak BY NAME
SELECT procedure_id, level_name AS level, route, site, detection, symptomatic, intervention
FROM staging.leak ORDER BY line;

INSERT INTO record.visit BY NAME
SELECT
    procedure_id,
    timepoint,
    CAST(days_since AS INTEGER) AS days_since,
    pain_scale,
    CAST(pain_raw AS DOUBLE) AS pain_raw,
    vas_tenths(pain_scale, pain_raw) AS vas_tenths,
    CAST(CAST(odi AS DECIMAL(9, 1)) * 10 AS SMALLINT) AS odi_tenths,
    CAST(rdq AS SMALLINT) AS rdq,
    ambulation,
    reported_relief,
    status
FROM staging.visit ORDER BY line;

INSERT INTO record.complication BY NAME
SELECT
    procedure_id,
    level_name AS level,
    type,
    CAST(onset_day AS INTEGER) AS onset_day,
    CAST(cirse_grade AS SMALLINT) AS cirse_grade,
    cirse_version,
    symptomatic
FROM staging.complication ORDER BY line;

INSERT INTO record.new_fracture BY NAME
SELECT patient_id, level_name AS level, CAST(day AS INTEGER) AS day
FROM staging.new_fracture ORDER BY line;

INSERT INTO import_warning BY NAME
SELECT
    file || if(sheet = '', '', ' [' || sheet || ']') AS file,
    line,
    column_name,
    left(value, 60) AS value,
    rule,
    'usually ' || allowed AS message
FROM staging.finding WHERE severity = 'warning' ORDER BY file, line, rule;

INSERT INTO import_flag SELECT procedure_id, rules FROM staging.flagged ORDER BY procedure_id;
