"""Words of five languages that cells use for the terms of the dictionary: tables for a guess.

Written folded, as in `words`.
"""

from vertebroplasty.importing.mapping.sheet_checks import COLUMNS
from vertebroplasty.vocabulary import LeakAssessment, Timepoint

_YES_NO = {
    "yes": "y, yes, j, ja, oui, o, si, s, true, wahr, vrai, 1, x, positive, positiv, checked",
    "no": "n, no, nein, non, false, falsch, faux, 0, negative, negativ, unchecked, none, keine",
}
_MODALITIES = {
    "fluoroscopy": "fluoroscopy, fluoro, durchleuchtung, dl, bv, c arm, c bogen, scopie,"
    " fluoroscopie,"
    " fluoroscopia",
    "CT": "ct, scanner, tdm, tac, tc",
    "radiograph": "radiograph, x ray, xray, rontgen, radiographie, radiografia, rx",
    "chest CT": "chest ct, thorax ct, ct thorax, ct chest",
    "not looked for": "not looked for, not assessed, nicht untersucht, non recherche",
}

TERMS: dict[str, dict[str, str]] = {
    "patient.sex": {
        "female": "f, w, female, weiblich, frau, femme, feminin, mujer, femenino, donna, femmina,"
        " femminile, woman",
        "male": "m, h, male, mannlich, mann, homme, masculin, hombre, masculino, uomo, maschio,"
        " maschile, man",
        "other": "other, divers, diverse, andere, autre, otro, altro",
        "unknown": "unknown, unbekannt, inconnu, desconocido, sconosciuto, k a, keine angabe,"
        " na, n a,"
        " not known, u",
    },
    "patient.vital_status": {
        "alive": "alive, lebt, lebend, vivant, vivo, living",
        "dead": "dead, deceased, died, verstorben, tot, decede, fallecido, deceduto",
        "unknown": "unknown, unbekannt, inconnu, desconocido, sconosciuto, lost to follow up",
    },
    "procedure.guidance": {
        "fluoroscopy": _MODALITIES["fluoroscopy"],
        "CT": _MODALITIES["CT"],
        "CT-fluoroscopy": "ct fluoroscopy, ct fluoro, ct durchleuchtung, ct und durchleuchtung",
        "biplane": "biplane, biplan, biplanar, biplane fluoroscopy",
    },
    "procedure.anaesthesia": {
        "local": "local, lokal, la, locale, lokalanasthesie, local anaesthesia, local anesthesia,"
        " ortliche betaubung",
        "sedation": "sedation, sedierung, analgosedierung, conscious sedation, mac, sedacion,"
        " sedazione",
        "general": "general, ga, itn, vollnarkose, allgemeinanasthesie, general anaesthesia,"
        " general anesthesia, generale, narkose",
    },
    "procedure.etiology": {
        "osteoporotic": "osteoporotic, osteoporosis, osteoporose, osteoporotisch, osteoporotique,"
        " osteoporotica, osteoporotico, osteoporosi",
        "neoplastic": "neoplastic, metastasis, metastases, metastatic, metastase, metastasen,"
        " tumour,"
        " tumor, myeloma, multiple myeloma, myelom, plasmozytom, malignant, maligne, cancer,"
        " tumeur,"
        " metastasi, mieloma",
        "traumatic": "traumatic, trauma, traumatisch, traumatique, traumatico, traumatica, unfall",
        "other": "other, andere, sonstige, autre, otro, altro, haemangioma, hemangioma, hamangiom",
    },
    "treated_level.approach": {
        "unipedicular": "unipedicular, uni, unilateral, unipedikular, unipediculaire,"
        " unipedicolare",
        "bipedicular": "bipedicular, bi, bilateral, bipedikular, bipediculaire, bipedicolare",
        "extrapedicular": "extrapedicular, extra, extrapedikular, extrapediculaire,"
        " extrapedicolare",
    },
    "treated_level.viscosity": {
        "low": "low, niedrig, niedrigviskos, low viscosity, basse, baja, bassa",
        "high": "high, hoch, hochviskos, high viscosity, haute, alta",
    },
    "treated_level.leak_assessment": _MODALITIES,
    "leak.detection": {
        t: words for t, words in _MODALITIES.items() if t in tuple(LeakAssessment)[1:]
    },
    "leak.route": {
        "B": "b, type b, typ b, basivertebral vein, basivertebral",
        "S": "s, type s, typ s, segmental vein, segmental",
        "C": "c, type c, typ c, cortical defect, cortical, kortikal",
        "D": "d, type d, typ d, disc, disk",
    },
    "leak.site": {
        "epidural": "epidural, spinal canal, spinalkanal, intraspinal, canal, peridural",
        "foraminal": "foraminal, foramen, neuroforamen, neuroforaminal",
        "disc": "disc, disk, intradiscal, intradiskal, bandscheibe, discal, diskal, disque, disco",
        "paravertebral soft tissue": "paravertebral soft tissue, soft tissue, weichteile,"
        " weichteil,"
        " tissus mous, tejidos blandos, tessuti molli",
        "paravertebral vein": "paravertebral vein, paravertebral venous, paravertebrale vene",
        "azygos/IVC": "azygos ivc, azygos, ivc, vena cava, inferior vena cava",
        "pulmonary": "pulmonary, lung, lunge, pulmonal, pulmonaire, pulmonar, polmonare",
    },
    "visit.timepoint": {str(point): str(point) for point in Timepoint},
    "visit.pain_scale": {
        "VAS 0-10": "vas 0 10, vas 10, vas cm",
        "VAS 0-100": "vas 0 100, vas 100, vas mm",
        "NRS 0-10": "nrs 0 10, nrs, nrs 10, nrs 11",
    },
    "visit.ambulation": {
        "bedbound": "bedbound, bedridden, bettlagerig, alite, encamado, allettato",
        "wheelchair": "wheelchair, rollstuhl, fauteuil roulant, silla de ruedas, sedia a rotelle",
        "walker": "walker, walking frame, rollator, gehwagen, deambulateur, andador, deambulatore",
        "cane": "cane, stick, walking stick, gehstock, stock, canne, baston, bastone",
        "unaided": "unaided, independent, without aid, selbstandig, ohne hilfe, ohne hilfsmittel,"
        " sans aide, autonome, sin ayuda, autonomo",
    },
    "visit.status": {
        "completed": "completed, complete, done, erledigt, erfolgt",
        "missed": "missed, not done, verpasst, lost to follow up, nicht erschienen",
        "not due": "not due, not yet due, noch nicht fallig",
        "died": "died, dead, deceased, verstorben, decede",
        "withdrawn": "withdrawn, withdrew, widerrufen, zuruckgezogen",
    },
    **dict.fromkeys(
        (
            *(field for field, column in COLUMNS.items() if column.terms == ("no", "yes")),
            "treated_level.leak",
        ),
        _YES_NO,
    ),
}
"""What a cell may say, by field and term."""

MISSING = (
    "na, n a, nd, n d, ka, k a, keine angabe, unbekannt, unknown, missing, fehlt, fehlend, nan,"
    " null,"
    " not known, not recorded, nicht bekannt, nicht erhoben, inconnu, desconocido, sconosciuto,"
    " nr"
)
"""Words for what is not known, beside marks such as a dash."""

MISSING_NUMBERS = ("-1", "-9", "-99", "-999", "9", "88", "99", "888", "999", "9999")
"""Numbers that often stand for "not known"; asked about, never assumed."""

REDCAP_MISSING = (
    "NI",
    "INV",
    "UNK",
    "NASK",
    "ASKU",
    "NAV",
    "MSK",
    "NA",
    "NAVU",
    "NP",
    "TRC",
    "UNC",
)
"""Missing-data codes that REDCap proposes (HL7 null flavours)."""
