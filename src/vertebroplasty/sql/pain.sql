-- Pain in tenths of a point on 0-10, from the scale and the text as recorded; NULL when the text is
-- no value of the scale. VAS 0-10 has at most one decimal, VAS 0-100 whole millimetres, NRS whole
-- numbers.
CREATE OR REPLACE TEMP MACRO vas_tenths(pain_scale, pain_raw) AS
CASE
    WHEN pain_scale = 'VAS 0-10' AND regexp_full_match(pain_raw, '[0-9]{1,2}(\.[0-9])?')
        AND TRY_CAST(pain_raw AS DECIMAL(4, 1)) <= 10
        THEN CAST(TRY_CAST(pain_raw AS DECIMAL(4, 1)) * 10 AS SMALLINT)
    WHEN pain_scale = 'VAS 0-100' AND regexp_full_match(pain_raw, '[0-9]{1,3}')
        AND TRY_CAST(pain_raw AS SMALLINT) <= 100
        THEN TRY_CAST(pain_raw AS SMALLINT)
    WHEN pain_scale = 'NRS 0-10' AND regexp_full_match(pain_raw, '[0-9]{1,2}')
        AND TRY_CAST(pain_raw AS SMALLINT) <= 10
        THEN CAST(TRY_CAST(pain_raw AS SMALLINT) * 10 AS SMALLINT)
END;
