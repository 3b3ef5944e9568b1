"""Words of five languages that headings use for fields and visits: tables for a guess.

Words are written folded (`fold`): lower case, without accents,"
" one blank between words and between
letters and numbers. A word with a star stands for all that begin so.
"""

import re
import unicodedata

from vertebroplasty.vocabulary import Timepoint

_BORDER = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])|(?<=[a-z])(?=[A-Z])")


def fold(text: str) -> str:
    """Return a text as the tables here write it."""
    plain = unicodedata.normalize("NFKD", _BORDER.sub(" ", text))
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.casefold().split())


CASES = (
    "case id, case no, case nr, case number, fall nr, fall id, fallnummer, fallnr, aufnahmenummer,"
    " aufnahme nr, admission no, admission number, admission id, episode no, episode id"
)
"""Headings of what tells cases apart: patients in one clinic, stays or procedures in another."""

HEADINGS = {
    "patient_id": "patient id, patient no, patient nr, patient number, patient, patienten id,"
    " patienten nr, patientennummer, patientnummer, pat nr, pat id, pat no, patid, patnr, id, nr,"
    " pseudonym, record id, study id, subject id, subject, participant id, pid, mrn, n patient,"
    " hosp no, hosp nr, hosp number, hospital no, hospital nr, hospital number, hospital id,"
    " medical record no, medical record number, patient code, patient ref, patientencode,"
    " study no, study nr, study number, studien nr, codigo paciente, codice paziente, nhc,"
    " numero patient, id paciente, paciente, id paziente, paziente, code patient",
    "procedure_id": f"procedure id, procedure no, procedure nr, op nr, op id, {CASES}, eingriff nr,"
    " intervention id, id intervencion, id procedimiento, id intervento",
    "patient.sex": "sex, gender, geschlecht, sexe, sexo, sesso, genre, genero, m f, f m, w m, m w",
    "patient.bmd_t_score": "t score, bmd t score, bmd, t wert, dxa t score",
    "patient.vital_status": "vital status, vitalstatus, statut vital, estado vital, stato vitale",
    "patient.death_day": "death day, days to death",
    "procedure.age": "age, alter, edad, eta, age at procedure, alter bei op, patient age",
    "procedure.birth_date": "date of birth, dob, birth date, birthdate, birthday, geburtsdatum,"
    " geb datum, geb, geburtstag, date de naissance, fecha de nacimiento, data di nascita",
    "procedure.procedure_date": "procedure date, date of procedure, op datum, operationsdatum,"
    " eingriffsdatum, datum op, datum der op, op date, date op, surgery date, date of surgery,"
    " treatment date, date, datum, behandlungsdatum, interventionsdatum, datum eingriff,"
    " date intervention, date de l intervention, fecha, fecha intervencion,"
    " fecha de intervencion,"
    " fecha de la intervencion, data intervento, data, date of vertebroplasty,"
    " vertebroplasty date",
    "procedure.operator": "operator, surgeon, operateur, chirurg, chirurgien, operador,"
    " operatore,"
    " cirujano, radiologist, interventionalist, behandler",
    "procedure.site": "site, center, centre, zentrum, klinik, hospital, clinic, krankenhaus,"
    " centro,"
    " hopital, standort, ospedale",
    "procedure.guidance": "guidance, imaging guidance, bildsteuerung, steuerung, guidage, guia",
    "procedure.anaesthesia": "anaesthesia, anesthesia, anasthesie, narkose, anesthesie, anestesia",
    "procedure.etiology": "etiology, aetiology, atiologie, ursache, cause, genese, etiologie,"
    " etiologia, frakturursache, fracture cause, causa, diagnosis, diagnose, indication,"
    " indikation",
    "procedure.symptom_weeks": "symptom weeks, weeks of symptoms, symptom duration weeks,"
    " pain duration weeks, schmerzdauer wochen, symptomdauer wochen, duree semaines,"
    " duracion semanas, durata settimane, duration weeks, weeks of pain",
    "procedure.postprocedure_ct": "postprocedure ct, post procedure ct, post ct, ct post,"
    " postop ct,"
    " ct postop, post op ct, ct post op, kontroll ct, ct kontrolle, ct control, ct danach",
    "treated_level.level": "level, levels, treated level*, vertebra*, hohe, hohen,"
    " behandelte hohe*,"
    " wirbel, wirbelkorper, niveau, niveaux, nivel, niveles, livello, livelli, vertebre*, etage,"
    " segment, segmente, behandelte wirbel, wk, fracture level, frakturhohe",
    "treated_level.approach": "approach, zugang, zugangsweg, voie d abord, abord, abordaje,"
    " approccio",
    "treated_level.cement_ml": "cement, cement ml, cement volume, cement volume ml,"
    " cement amount,"
    " zement, zement ml, zementmenge, zementvolumen, ciment, ciment ml, volume ciment, cemento,"
    " cemento ml, volumen cemento, volume cemento, pmma, pmma ml, ml",
    "treated_level.viscosity": "viscosity, cement viscosity, viskositat, viscosite, viscosidad,"
    " viscosita",
    "treated_level.genant_grade": "genant, genant grade, genant grad, grade genant",
    "treated_level.cleft": "cleft, intravertebral cleft, vacuum cleft, vakuumspalt",
    "treated_level.technical_success": "technical success, technischer erfolg, succes technique,"
    " exito tecnico, successo tecnico",
    "treated_level.leak_assessment": "leak assessment, leakage assessment, leak imaging,"
    " leckagekontrolle, leak looked for, leckage kontrolle, looked, looked for, looked for leak*",
    "treated_level.leak": "leak, leakage, leak y n, leak yes no, cement leak, cement leakage,"
    " leck,"
    " leckage, zementleckage, zementaustritt, extravasation, cement extravasation, fuite,"
    " fuite ciment, fuite de ciment, fuga, fuga cemento, fuga de cemento, perdita,"
    " perdita cemento",
    "leak.level": "leak level*, level of leak*, leaked level*, leckagehohe, leckage hohe,"
    " hohe der leckage, leak at, leakage at, niveau fuite,"
    " niveau de la fuite, nivel fuga, livello perdita",
    "leak.route": "leak route, leakage route, route of leak*, leckageweg, leckage weg, yeom,"
    " yeom type",
    "leak.site": "leak site, leakage site, leak location, leakage location, site of leak*,"
    " location of leak*, ort der leckage, leckageort, leckage ort, leckagelokalisation,"
    " localisation fuite, localisation de la fuite, sitio fuga, sitio de fuga, sede perdita",
    "leak.detection": "leak detection, leakage detection, leak detected by, leckage nachweis",
    "leak.symptomatic": "leak symptomatic, symptomatic leak*, symptomatische leckage,"
    " leckage symptomatisch, fuite symptomatique, fuga sintomatica, perdita sintomatica",
    "leak.intervention": "leak intervention, leakage intervention, leak treated",
    "visit.timepoint": "timepoint, time point, visit, visit name, zeitpunkt, visite, visita,"
    " untersuchungszeitpunkt, messzeitpunkt, event, event name, redcap event name,"
    " follow up visit",
    "visit.days_since": "days since, days since procedure, days since op, days post op,"
    " postop day,"
    " days after procedure, tage nach op, tage seit op, jours depuis intervention",
    "visit.date": "visit date, date of visit, visitendatum, untersuchungsdatum, date visite,"
    " fecha visita, data visita, follow up date, fu date, date of follow up, nachsorgedatum,"
    " datum nachsorge, nachsorge datum, nachsorge, follow up, assessment date",
    "visit.pain_scale": "pain scale, schmerzskala, scale, skala",
    "visit.pain_raw": "vas, nrs, eva, vas score, vas pain, pain vas, nrs pain, pain nrs, pain,"
    " pain score, back pain, schmerz, schmerzen, schmerz vas, vas schmerz, schmerz nrs,"
    " nrs schmerz,"
    " douleur, eva douleur, dolor, eva dolor, dolore, vas dolore, pain raw, ruckenschmerz",
    "visit.odi": "odi, oswestry, oswestry index, odi score",
    "visit.rdq": "rdq, rmdq, roland morris, roland",
    "visit.ambulation": "ambulation, mobility, mobilitat, gehfahigkeit, walking, walking ability,"
    " marche, marcha, mobilite, deambulazione, deambulacion, movilidad",
    "visit.reported_relief": "relief, pain relief, reported relief, improvement, improved,"
    " besserung,"
    " linderung, schmerzlinderung, gebessert, soulagement, alivio, mejoria, sollievo,"
    " miglioramento",
    "visit.status": "visit status, visitenstatus",
    "complication.type": "complication, complications, complication type, komplikation,"
    " komplikationen, complicacion, complicaciones, complicanza, complicanze",
    "complication.level": "complication level",
    "complication.onset_day": "complication day, complication onset day, onset day",
    "complication.cirse_grade": "cirse, cirse grade, complication grade",
    "complication.cirse_version": "cirse version",
    "complication.symptomatic": "complication symptomatic, symptomatic complication",
    "new_fracture.level": "new fracture level, level of new fracture, neue fraktur,"
    " anschlussfraktur",
    "new_fracture.day": "new fracture day, day of new fracture, days to new fracture",
}
"""What a column's heading may say, by field."""

IDENTIFYING = (
    "name, patient name, patientenname, surname, last name, family name, first name, forename,"
    " vorname, nachname, nom, prenom, nom patient, nombre, apellido*, cognome, nome, initials,"
    " initialen, address, adresse, anschrift, strasse, street, direccion, indirizzo, phone*,"
    " telefon*,"
    " telephone, telefono, tel, mobile, mobil, handy, fax, email, e mail, mail, zip, zip code,"
    " postcode, plz, postleitzahl, city, wohnort, insurance*, versicherung*, versichertennummer,"
    " versicherungsnummer, krankenkasse, ssn, social security*, passport*, dni, nhs*, ahv*, nino"
)
"""Headings of what identifies a person; never read."""

LEAKS = "leak*, leck*, zementaustritt*, austritt*, extravasat*, fuite*, fuga*, perdita*"
PLACES = "ort, location, localisation, lokalisation, site, place, sitio, sede"
"""Words for a leak, and for where: with one for a level, a heading means the level that leaked."""

VISITS = {
    Timepoint.BASELINE: "pre, pra, prae, preop*, praop*, praeop*, pre op, pra op, prae op, vor,"
    " vor op,"
    " vorher, before, baseline, bl, initial, avant, antes, prima, basal, basale, t 0, visit 0,"
    " preproc*",
    Timepoint.LAST: "last, letzte*, final, fu, follow up, followup, nachsorge, suivi,"
    " seguimiento,"
    " dernier*, ultimo, ultima, controllo finale",
    Timepoint.DAY_1: "next day, day after, folgetag, am folgetag, lendemain",
}
"""Visits that are named by no number."""

UNITS = {
    "h": "h, hr, hrs, hour, hours, std, stunde, stunden, heure, heures, hora, horas, ora, ore",
    "d": "d, day, days, tag, tage, tagen, jour, jours, dia, dias, giorno, giorni, pod",
    "w": "w, wk, wks, week, weeks, wo, woche, wochen, sem, semaine, semaines, semana, semanas,"
    " settimana, settimane",
    "m": "m, mo, mos, mon, mth, month, months, monat, monate, monaten, mois, mes, meses, mese,"
    " mesi",
    "y": "y, yr, yrs, year, years, jahr, jahre, jahren, an, ans, annee, ano, anos, anno, anni",
}
"""Units of time."""

SPANS = {
    Timepoint.BASELINE: {"d": (0,), "w": (0,), "m": (0,)},
    Timepoint.DAY_1: {"h": (24,), "d": (1,)},
    Timepoint.WEEK_1: {"d": (7,), "w": (1,)},
    Timepoint.MONTH_1: {"m": (1,), "d": (30,)},
    Timepoint.MONTHS_3: {"m": (3,)},
    Timepoint.MONTHS_6: {"m": (6,)},
    Timepoint.MONTHS_12: {"m": (12,), "y": (1,)},
    Timepoint.MONTHS_24: {"m": (24,), "y": (2,)},
}
"""Numbers of units that name a visit; others, such as 4 or 6 weeks, are asked about."""

AFTERWARDS = (
    "post, postop*, post op, nach, nach op, nachher, after, apres, despues, dopo, discharge*"
)
AFTERWARDS += ", entlassung, sortie, alta, dimissione"
"""Words for a visit after the procedure that do not say which."""

FILLER = "yrs, yr, years, year, y, a, j, jahre, annees, anos, anni, ml, cc, ccm, cm 3, mm, cm,"
FILLER += " score, scale, of, the,"
FILLER += (
    " der, die, das, des, bei, am, im, at, in, on, de, del, la, le, du, di, op, patient, treated,"
)
FILLER += (
    " behandelt*, y n, yes no, j n, ja nein, oui non, si no, s n, o n, nr, no, number, code, wert,"
)
FILLER += (
    " value, w m, m w, m f, f m, w m d, m w d, 0 10, 0 100, 0 3, 1 10, 0, 10, 100, vas, procedure"
)
"""Words that add nothing to what a heading says."""
