-- How the text of a clinic's cell becomes the text of the data dictionary. What is not understood
-- without a doubt stays as it stands, so that a rule reports it in the clinic's own words.

-- Few cells begin or end with a blank; to look first is several times as fast.
CREATE OR REPLACE MACRO without_blanks(written) AS
CASE
    WHEN written[1] <= ' ' OR written[-1] <= ' ' OR contains(written, chr(160))
        THEN trim(written, ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(160))
    ELSE written
END;

-- 3.50 and 3.5, 7.0 and 7 are the same number.
CREATE OR REPLACE MACRO without_trailing_zeros(written) AS
regexp_replace(written, '^(-?[0-9]+)(?:[.]0+|([.][0-9]*[1-9])0+)$', '\1\2');

CREATE OR REPLACE MACRO number_with_point(written) AS
CASE WHEN contains(written, '.') THEN without_trailing_zeros(written) ELSE written END;

-- A workbook's own numbers arrive with a point whatever mark its people write: both are read. Not
-- the point of 1.234, which stands between thousands as likely as before a fraction.
CREATE OR REPLACE MACRO number_with_comma(written) AS
CASE
    WHEN regexp_full_match(written, '-?[0-9]+,[0-9]+')
        THEN without_trailing_zeros(replace(written, ',', '.'))
    WHEN regexp_full_match(written, '-?[0-9]+[.][0-9]+')
        AND NOT regexp_full_match(written, '-?[0-9]{1,3}[.][0-9]{3}')
        THEN without_trailing_zeros(written)
    ELSE written
END;

CREATE OR REPLACE MACRO is_number(written) AS
regexp_full_match(written, '-?[0-9]+([.][0-9]+)?');

CREATE OR REPLACE MACRO is_iso_day(written) AS
regexp_full_match(written, '[0-9]{4}-[0-9]{2}-[0-9]{2}');

CREATE OR REPLACE MACRO day_of(written) AS
CASE WHEN is_iso_day(written) THEN TRY_CAST(written AS DATE) END;

-- ISO is read in any case, with or without a time of day; else the declared order, four digits of
-- the year and twice the same mark. Whether there is such a day is for a rule to say.
CREATE OR REPLACE MACRO iso_day(written, pattern, parts) AS
CASE
    WHEN is_iso_day(written) THEN written
    WHEN regexp_full_match(
        written, '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?'
    ) THEN left(written, 10)
    WHEN regexp_full_match(written, pattern)
        AND regexp_replace(split_part(written, ' ', 1), '[0-9]', '', 'g') IN ('..', '//', '--')
        THEN concat_ws(
            '-',
            regexp_extract(written, pattern, parts).y,
            lpad(regexp_extract(written, pattern, parts).m, 2, '0'),
            lpad(regexp_extract(written, pattern, parts).d, 2, '0')
        )
    ELSE written
END;

-- Completed years. Who was born on 29 February has the birthday on 1 March in a common year.
CREATE OR REPLACE MACRO age_on(birth_date, treated_on) AS
CAST(
    year(day_of(treated_on)) - year(day_of(birth_date))
    - CAST(
        month(day_of(treated_on)) * 100 + day(day_of(treated_on))
        < month(day_of(birth_date)) * 100 + day(day_of(birth_date)) AS INTEGER
    ) AS VARCHAR
);

-- One value for each level of a row: parted by / ; | + or a line break.
CREATE OR REPLACE MACRO parts_of(written) AS
regexp_split_to_array(written, '\s*[/;|+\n]\s*');
