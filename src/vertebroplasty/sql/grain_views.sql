-- The two grain views, materialised once at import: one row per procedure, one row per treated
-- level. Every column that a measure or a filter uses is a whole number: VAS and cement in tenths,
-- yes/no as 1/0, a term as its code (its place in the vocabulary from 1), levels also as bitmasks
-- (bit 0 = C1 .. bit 24 = S1). NULL means "not recorded", never "no".

-- Names of the dataset's own as numbers, in the order of their text. A name that says "not recorded"
-- is none.
CREATE TABLE operator_name AS
SELECT operator AS name, row_number() OVER (ORDER BY operator)::INTEGER AS operator_no
FROM (SELECT DISTINCT operator FROM record.procedure WHERE operator <> 'not recorded')
ORDER BY operator;
CREATE TABLE site_name AS
SELECT site AS name, row_number() OVER (ORDER BY site)::INTEGER AS site_no
FROM (SELECT DISTINCT site FROM record.procedure WHERE site <> 'not recorded')
ORDER BY site;

-- A leak is known at a level when leakage was looked for there (the import refuses a leak elsewhere).
CREATE TABLE treated_level AS
WITH leak_of_level AS (
    SELECT
        procedure_id,
        level,
        bit_or(CASE WHEN route IS NULL THEN 0 ELSE 1 << (enum_code(route)::INTEGER) END) AS leak_routes,
        bit_or(CASE WHEN site IS NULL THEN 0 ELSE 1 << (enum_code(site)::INTEGER) END) AS leak_sites,
        -- yes if any leak of the level is, no if all are recorded as not, else not recorded
        CASE WHEN bool_or(coalesce(symptomatic = 'yes', false)) THEN 1
             WHEN bool_or(symptomatic IS NULL) THEN NULL ELSE 0 END AS symptomatic,
        CASE WHEN bool_or(coalesce(intervention = 'yes', false)) THEN 1
             WHEN bool_or(intervention IS NULL) THEN NULL ELSE 0 END AS intervention
    FROM record.leak
    GROUP BY procedure_id, level
),
numbered AS (
    SELECT
        procedure_id,
        patient_id,
        age,
        sex,
        (year(procedure_date) * 100 + month(procedure_date))::INTEGER AS period,
        (enum_code(etiology) + 1)::TINYINT AS etiology,
        (enum_code(guidance) + 1)::TINYINT AS guidance,
        operator,
        site,
        row_number() OVER (ORDER BY procedure_id)::INTEGER AS procedure_no,
        dense_rank() OVER (ORDER BY patient_id)::INTEGER AS patient_no
    FROM record.procedure JOIN record.patient USING (patient_id)
),
baseline AS (
    SELECT procedure_id, vas_tenths AS vas_baseline FROM record.visit WHERE timepoint = 'baseline'
)
SELECT
    numbered.procedure_no,
    numbered.patient_no,
    numbered.age,
    (enum_code(numbered.sex) + 1)::TINYINT AS sex,
    numbered.period,
    numbered.etiology,
    numbered.guidance,
    operator_name.name AS operator,
    operator_name.operator_no,
    site_name.name AS site,
    site_name.site_no,
    (count(*) OVER (PARTITION BY numbered.procedure_no))::TINYINT AS level_count,
    baseline.vas_baseline,
    (enum_code(level.level) + 1)::TINYINT AS level,
    (1::BIGINT << (enum_code(level.level)::INTEGER)) AS level_mask,
    (enum_code(level.approach) + 1)::TINYINT AS approach,
    level.cement_tenths,
    (enum_code(level.viscosity) + 1)::TINYINT AS viscosity,
    CASE WHEN level.viscosity = 'low' THEN 1::BIGINT << (enum_code(level.level)::INTEGER) ELSE 0 END
        AS low_viscosity_mask,
    CASE WHEN level.viscosity = 'high' THEN 1::BIGINT << (enum_code(level.level)::INTEGER) ELSE 0 END
        AS high_viscosity_mask,
    level.genant_grade::TINYINT AS genant_grade,
    (level.cleft = 'yes')::TINYINT AS cleft,
    (level.technical_success = 'yes')::TINYINT AS technical_success,
    (enum_code(level.leak_assessment) + 1)::TINYINT AS leak_assessment,
    (CASE WHEN leak_of_level.level IS NOT NULL THEN 1
          WHEN level.leak_assessment IS NULL OR level.leak_assessment = 'not looked for' THEN NULL
          ELSE 0 END)::TINYINT AS leak,
    (CASE WHEN leak_of_level.level IS NOT NULL THEN leak_of_level.symptomatic
          WHEN level.leak_assessment IS NULL OR level.leak_assessment = 'not looked for' THEN NULL
          ELSE 0 END)::TINYINT AS symptomatic_leak,
    leak_of_level.intervention::TINYINT AS leak_intervention,
    coalesce(leak_of_level.leak_routes, 0)::SMALLINT AS leak_routes,
    coalesce(leak_of_level.leak_sites, 0)::SMALLINT AS leak_sites
FROM record.treated_level AS level
JOIN numbered USING (procedure_id)
LEFT JOIN baseline USING (procedure_id)
LEFT JOIN operator_name ON operator_name.name = numbered.operator
LEFT JOIN site_name ON site_name.name = numbered.site
LEFT JOIN leak_of_level ON leak_of_level.procedure_id = level.procedure_id
    AND leak_of_level.level = level.level
ORDER BY numbered.procedure_no, level;

-- DuckDB compares an enumeration with a plain string as text: every comparison by order casts.
-- Last follow-up of a procedure: its completed visit called "last", else its latest completed visit
-- later than 24 h. What that visit did not record stays missing: nothing is carried forward.
CREATE TABLE procedure AS
WITH levels AS (
    SELECT
        procedure_no,
        bit_or(level_mask) AS level_mask,
        count(*)::TINYINT AS level_count,
        bit_or(CASE WHEN leak IS NOT NULL THEN level_mask ELSE 0 END) AS leak_known_mask,
        bit_or(CASE WHEN leak = 1 THEN level_mask ELSE 0 END) AS leak_mask,
        bit_or(low_viscosity_mask) AS low_viscosity_mask,
        bit_or(high_viscosity_mask) AS high_viscosity_mask,
        (CASE WHEN max(leak) = 1 THEN 1 WHEN count(leak) = count(*) THEN 0 END)::TINYINT AS leak,
        (CASE WHEN max(symptomatic_leak) = 1 THEN 1
              WHEN count(symptomatic_leak) = count(*) THEN 0 END)::TINYINT AS symptomatic_leak,
        (CASE WHEN min(technical_success) = 0 THEN 0
              WHEN count(technical_success) = count(*) THEN 1 END)::TINYINT AS technical_success
    FROM treated_level
    GROUP BY procedure_no
),
last_visit AS (
    SELECT
        procedure_id,
        max(timepoint) AS timepoint
    FROM record.visit
    WHERE status = 'completed' AND timepoint > '24 h'::timepoint
    GROUP BY procedure_id
),
visits AS (
    SELECT
        visit.procedure_id,
        max(vas_tenths) FILTER (visit.timepoint = 'baseline') AS vas_baseline,
        max(vas_tenths) FILTER (visit.timepoint = '24 h') AS vas_24h,
        max(vas_tenths) FILTER (visit.timepoint = last_visit.timepoint) AS vas_last,
        max(days_since) FILTER (visit.timepoint = last_visit.timepoint) AS followup_days,
        max(reported_relief = 'yes') FILTER (visit.timepoint = '24 h') AS relief_24h,
        max(reported_relief = 'yes') FILTER (visit.timepoint = last_visit.timepoint) AS improved_last,
        max(enum_code(ambulation) + 1) FILTER (visit.timepoint = 'baseline') AS ambulation_baseline,
        max(enum_code(ambulation) + 1) FILTER (visit.timepoint = last_visit.timepoint)
            AS ambulation_last,
        max((visit.timepoint = last_visit.timepoint)::TINYINT) AS followed,
        -- what became of the latest visit after 24 h that was due, as a code of visit_status; where
        -- none was due: 4 ended by death, 3 not due yet, NULL no record
        coalesce(
            arg_max(enum_code(status) + 1, enum_code(visit.timepoint)) FILTER (
                visit.timepoint > '24 h'::timepoint
                AND status IN ('completed', 'missed', 'withdrawn')
            ),
            CASE WHEN bool_or(status = 'died' AND visit.timepoint > '24 h'::timepoint) THEN 4
                 WHEN bool_or(status = 'not due' AND visit.timepoint > '24 h'::timepoint) THEN 3 END
        ) AS followup,
        max(enum_code(status) + 1) FILTER (visit.timepoint = '24 h') AS status_24h,
        max(enum_code(status) + 1) FILTER (visit.timepoint = '1 wk') AS status_1wk,
        max(enum_code(status) + 1) FILTER (visit.timepoint = '1 month') AS status_1m,
        max(enum_code(status) + 1) FILTER (visit.timepoint = '3 months') AS status_3m,
        max(enum_code(status) + 1) FILTER (visit.timepoint = '6 months') AS status_6m,
        max(enum_code(status) + 1) FILTER (visit.timepoint = '12 months') AS status_12m,
        max(enum_code(status) + 1) FILTER (visit.timepoint = '24 months') AS status_24m
    FROM record.visit AS visit
    LEFT JOIN last_visit USING (procedure_id)
    GROUP BY visit.procedure_id
),
patient_procedures AS (
    SELECT patient_no, count(DISTINCT procedure_no) AS procedure_count
    FROM treated_level
    GROUP BY patient_no
),
numbers AS (SELECT DISTINCT procedure_no, patient_no, sex FROM treated_level),
ids AS (
    SELECT procedure_id, row_number() OVER (ORDER BY procedure_id)::INTEGER AS procedure_no
    FROM record.procedure
)
SELECT
    numbers.procedure_no,
    numbers.patient_no,
    (patient_procedures.procedure_count = 1)::TINYINT AS only_procedure,
    source.procedure_id,
    source.age,
    numbers.sex,
    (year(source.procedure_date) * 100 + month(source.procedure_date))::INTEGER AS period,
    source.procedure_date,
    (source.procedure_date - DATE '1970-01-01')::INTEGER AS procedure_day,
    operator_name.name AS operator,
    operator_name.operator_no,
    site_name.name AS site,
    site_name.site_no,
    (enum_code(source.guidance) + 1)::TINYINT AS guidance,
    (enum_code(source.anaesthesia) + 1)::TINYINT AS anaesthesia,
    (enum_code(source.etiology) + 1)::TINYINT AS etiology,
    source.symptom_weeks,
    (source.postprocedure_ct = 'yes')::TINYINT AS postprocedure_ct,
    levels.level_mask,
    levels.level_count,
    levels.leak_known_mask,
    levels.leak_mask,
    levels.low_viscosity_mask,
    levels.high_viscosity_mask,
    levels.leak,
    levels.symptomatic_leak,
    levels.technical_success,
    visits.vas_baseline,
    visits.vas_24h,
    visits.vas_last,
    visits.followup_days,
    visits.relief_24h::TINYINT AS relief_24h,
    visits.improved_last::TINYINT AS improved_last,
    visits.ambulation_baseline::TINYINT AS ambulation_baseline,
    visits.ambulation_last::TINYINT AS ambulation_last,
    coalesce(visits.followed, 0)::TINYINT AS followed,
    visits.followup::TINYINT AS followup,
    visits.status_24h::TINYINT AS status_24h,
    visits.status_1wk::TINYINT AS status_1wk,
    visits.status_1m::TINYINT AS status_1m,
    visits.status_3m::TINYINT AS status_3m,
    visits.status_6m::TINYINT AS status_6m,
    visits.status_12m::TINYINT AS status_12m,
    visits.status_24m::TINYINT AS status_24m
FROM record.procedure AS source
JOIN ids USING (procedure_id)
JOIN numbers USING (procedure_no)
JOIN patient_procedures USING (patient_no)
JOIN levels USING (procedure_no)
LEFT JOIN operator_name ON operator_name.name = source.operator
LEFT JOIN site_name ON site_name.name = source.site
LEFT JOIN visits ON visits.procedure_id = source.procedure_id
ORDER BY numbers.procedure_no;

-- Which procedures rest on a row that was warned about at import.
CREATE TABLE flagged_procedure AS
SELECT procedure_no, procedure_id, rules
FROM import_flag JOIN procedure USING (procedure_id)
ORDER BY procedure_no;
