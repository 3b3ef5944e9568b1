-- What must hold in a generation whatever wrote it. Each statement stops the load when it does not:
-- tables without primary keys (see tables.sql) are asserted once instead of being guarded for ever.

SELECT error('record.patient holds a patient twice')
FROM record.patient GROUP BY patient_id HAVING count(*) > 1 LIMIT 1;

SELECT error('record.procedure holds a procedure twice')
FROM record.procedure GROUP BY procedure_id HAVING count(*) > 1 LIMIT 1;

SELECT error('record.treated_level holds a level of a procedure twice')
FROM record.treated_level GROUP BY procedure_id, level HAVING count(*) > 1 LIMIT 1;

SELECT error('record.visit holds a timepoint of a procedure twice')
FROM record.visit GROUP BY procedure_id, timepoint HAVING count(*) > 1 LIMIT 1;

SELECT error('record.leak holds a leak without its treated level')
FROM record.leak ANTI JOIN record.treated_level USING (procedure_id, level) LIMIT 1;

SELECT error('record.visit holds a visit without its procedure')
FROM record.visit ANTI JOIN record.procedure USING (procedure_id) LIMIT 1;

SELECT error('a procedure lacks its patient or has no treated level')
WHERE (SELECT count(*) FROM procedure) <> (SELECT count(*) FROM record.procedure);

SELECT error('a treated level lacks its procedure')
WHERE (SELECT count(*) FROM treated_level) <> (SELECT count(*) FROM record.treated_level);
