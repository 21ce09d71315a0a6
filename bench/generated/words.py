"""Words of our own, of which titles, sentences, names and places are put together."""

ADJECTIVES = tuple(
    """advanced recurrent refractory untreated early moderate severe chronic acute persistent
    resistant localised progressive relapsing symptomatic mild hereditary seasonal unresectable
    high-risk low-risk newly-found previously-treated elderly-onset juvenile""".split()
)
PEOPLE = (
    "adults",
    "participants",
    "older adults",
    "outpatients",
    "people in primary care",
    "patients in hospital",
    "young adults",
    "women and men",
    "those enrolled",
    "patients at all sites",
    "carers and patients",
    "the treated group",
)
AIMS = (
    "This study looks at whether",
    "The aim is to learn whether",
    "Investigators will examine how",
    "It is not known whether",
    "The main question is whether",
    "A secondary aim is to describe how",
    "Earlier work suggested that",
    "The hypothesis is that",
    "The sponsor wants to find out whether",
    "Each visit is used to see whether",
    "An independent board will judge whether",
    "The protocol sets out how",
    "Laboratory work will show whether",
    "Interviews will explore how",
)
ACTORS = (
    "the assigned regimen",
    "a higher dose",
    "the lower dose",
    "weekly dosing",
    "supervised training",
    "the study drug",
    "a shorter course",
    "the longer course",
    "added counselling",
    "the combined schedule",
    "usual care alone",
    "a home programme",
    "remote follow-up",
    "an earlier start of treatment",
    "delayed treatment",
    "the new device",
    "a single infusion",
    "repeated testing",
)
VERBS = (
    "improves",
    "delays",
    "reduces",
    "prevents",
    "changes",
    "shortens",
    "prolongs",
    "predicts",
    "limits",
    "restores",
    "preserves",
    "modifies",
    "lowers the need for",
    "is linked to",
    "supports",
)
THINGS = (
    "symptoms at rest",
    "daily function",
    "pain during movement",
    "time in hospital",
    "use of rescue medication",
    "markers of inflammation",
    "the depth of response",
    "muscle strength",
    "sleep quality",
    "renal function",
    "the rate of relapse",
    "wound healing",
    "the number of visits",
    "walking distance",
    "mood and concentration",
    "lung function",
    "blood pressure",
    "the level of the drug in plasma",
    "return to work",
    "satisfaction with care",
    "the burden of treatment",
    "weight and appetite",
)
WHEN = (
    "over the whole study",
    "at the end of treatment",
    "during the first cycle",
    "within the first month",
    "in both groups",
    "after randomisation",
    "before the second visit",
    "at every centre",
    "in the year after surgery",
    "until the data cutoff",
    "as judged by a blinded assessor",
    "compared with the start",
    "throughout follow-up",
    "between scheduled visits",
    "in the extension phase",
    "under fasting conditions",
)
PLAIN = (
    "Blood samples are taken at the start and at each visit.",
    "Treatment goes on until the disease progresses or side effects are not acceptable.",
    "Doses may be lowered twice and are not raised again.",
    "Participants are asked to keep a diary.",
    "A central laboratory reads all scans.",
    "The sample size was set before the first participant was enrolled.",
    "Missing values are imputed under several assumptions.",
    "Safety is reviewed every three months.",
    "Adherence is counted from returned packages.",
    "All assessments follow a written manual.",
    "The analysis includes everyone who was assigned to a group.",
    "Follow-up continues by telephone.",
    "Visits may take place up to three days early or late.",
    "No interim analysis is planned.",
)
CRITERIA = (
    "Written informed consent",
    "Able to attend all planned visits",
    "Adequate bone marrow, liver and kidney function",
    "ECOG performance status of 0 or 1",
    "Measurable disease by the local reader",
    "Life expectancy of at least three months",
    "Negative pregnancy test within seven days",
    "Use of reliable contraception during the study",
    "Stable dose of background treatment for four weeks",
    "Known allergy to any component of the study drug",
    "Pregnant or breast-feeding",
    "Major surgery within four weeks before the start",
    "Active infection that needs treatment",
    "Uncontrolled high blood pressure",
    "Another cancer within the last five years",
    "Taking part in another study of a drug",
    "Heart failure of class III or IV",
    "Any condition that in the view of the investigator makes taking part unsafe",
    "Abuse of alcohol or drugs within a year",
    "Unable to swallow tablets",
    "Confirmed diagnosis by biopsy",
    "Symptoms for at least six months",
    "Haemoglobin of 9 g/dL or more",
    "Creatinine clearance below 30 mL/min",
    "Platelet count of at least 100 x 10^9/L",
)
CRITERIA_MORE = (
    "unless treated and stable",
    "as judged by the investigator",
    "within 28 days before the first dose",
    "according to local practice",
    "on two separate occasions",
    "confirmed by a second reader",
    "with or without treatment",
    "at screening and at the start",
    "for the duration of the study and 30 days after",
    "except for minor findings that are of no concern",
    "documented in the medical notes",
)
SCORES = (
    "Pain Intensity Score",
    "Fatigue Impact Score",
    "Daily Function Index",
    "Sleep Quality Score",
    "Grip Strength",
    "Walking Distance in Six Minutes",
    "Systolic Blood Pressure",
    "Forced Expiratory Volume",
    "Body Weight",
    "Serum Marker Level",
    "Anxiety Rating",
    "Depression Rating",
    "Disability Index",
    "Itch Score",
    "Bone Density of the Spine",
    "Fasting Glucose",
    "Haemoglobin Level",
    "Knee Range of Motion",
    "Visual Acuity",
    "Reaction Time",
    "Medication Adherence Score",
    "Caregiver Burden Score",
)
QUALITIES = tuple(
    """Total Mean Morning Evening Weekly Peak Resting Self-Rated Clinician-Rated Global Central
    Left Right Upper Lower Fasting Overall Revised Short-Form Composite""".split()
)
HAPPENINGS = (
    "a Clinical Response",
    "Treatment-Emergent Adverse Events",
    "a Relapse",
    "a Dose Reduction",
    "Antibodies Against the Study Drug",
    "Complete Healing",
    "a Return to Work",
    "Remission",
    "an Unplanned Visit",
    "Abnormal Laboratory Values",
    "Rescue Medication",
    "a 50 Percent Reduction of Symptoms",
    "Discontinuation of Treatment",
    "Sustained Improvement",
)
LEVELS = (
    "Maximum Plasma Concentration",
    "Area Under the Curve",
    "Time to Maximum Concentration",
    "Terminal Half-Life",
    "Apparent Clearance",
    "Trough Concentration",
    "Geometric Mean Titre",
)
DEVICES = (
    "Pulse Stimulator",
    "Training Programme",
    "Compression Sleeve",
    "Reminder App",
    "Counselling Sessions",
    "Infusion Pump",
    "Light Therapy",
    "Questionnaire",
    "Imaging Protocol",
    "Exercise Plan",
    "Nutrition Plan",
    "Laser Treatment",
    "Nerve Block",
    "Catheter",
    "Blood Test",
    "Video Visits",
    "Splint",
)
SITES = tuple(
    """hand foot knee hip chest back neck throat ear eye skin scalp liver kidney bladder stomach
    bowel rectum lung heart vein artery nerve muscle bone joint tooth gum tongue nose sinus spleen
    pancreas thyroid breast prostate uterus ovary shoulder elbow wrist ankle jaw lip""".split()
)
TROUBLES = tuple(
    """pain swelling infection bleeding inflammation cramp weakness numbness dryness burning
    rash abscess injury discolouration tightness spasm ulcer disorder discomfort itching
    obstruction haemorrhage oedema stiffness thrombosis cyst perforation neoplasm""".split()
)
SYSTEMS = (
    "Blood and lymphatic system disorders",
    "Cardiac disorders",
    "Ear and labyrinth disorders",
    "Endocrine disorders",
    "Eye disorders",
    "Gastrointestinal disorders",
    "General disorders",
    "Hepatobiliary disorders",
    "Immune system disorders",
    "Infections and infestations",
    "Injury, poisoning and procedural complications",
    "Investigations",
    "Metabolism and nutrition disorders",
    "Musculoskeletal and connective tissue disorders",
    "Nervous system disorders",
    "Psychiatric disorders",
    "Renal and urinary disorders",
    "Reproductive system and breast disorders",
    "Respiratory, thoracic and mediastinal disorders",
    "Skin and subcutaneous tissue disorders",
    "Vascular disorders",
)
VOCABULARIES = ("MedDRA 20.0", "MedDRA (18.0)", "CTCAE (4.0)", "MedDRA 26.1", "CTCAE 5.0")
REASONS = (
    "Adverse Event",
    "Death",
    "Lost to Follow-up",
    "Physician Decision",
    "Protocol Violation",
    "Withdrawal by Subject",
    "Lack of Efficacy",
    "Study Terminated by Sponsor",
    "Moved away",
    "Progressive disease",
    "Pregnancy",
    "Non-compliance",
)
COUNTRIES = (
    ("United States", 12),
    ("France", 3),
    ("China", 4),
    ("Germany", 3),
    ("Italy", 2),
    ("Spain", 2),
    ("Japan", 2),
    ("Canada", 2),
    ("United Kingdom", 2),
    ("Brazil", 1),
    ("Egypt", 2),
    ("Poland", 1),
    ("Turkey", 1),
    ("India", 1),
    ("Sweden", 1),
    ("Australia", 1),
    ("Mexico", 1),
    ("Austria", 1),
)
NATIONS = tuple(country for country, weight in COUNTRIES for _ in range(weight))
HOUSES = ("Clinic", "Hospital", "Medical Centre", "Research Site", "Cancer Centre", "Health Centre")
BODIES = ("Institute", "University", "Pharmaceuticals", "Foundation", "Hospitals", "Biosciences")
RANKS = ("MD", "PhD", "MD, PhD", "MSc", "RN")
FIRST = tuple(
    """Ana Bela Caro Dario Elif Fenna Goran Hana Ivo Jana Kato Lena Milo Nora Ole Petra Quim Rosa
    Sami Tove Uli Vera Wim Xenia Yara Zeno Amir Birk Celia Doro""".split()
)
BEGINNINGS = tuple(
    """bal cor dal fen gar hol jor kel lam mor nar ost pel quen ras sel tor ul ven wal xan yor zel
    bri cla dro fle gri kna pla sta tre vri""".split()
)
MIDDLES = tuple("a e i o u an er in or ul am en ir on ax el ib op us ev".split())
DRUG_ENDINGS = tuple(
    """tamab zumab ciclib tinib parib statin gliptin vir mycin olol azole pril lukast cept imod
    rasib degib stat fenib noxide""".split()
)
TOWN_ENDINGS = tuple("mere ford burg ville ham stad haven field moor wick bridge sund".split())
NAME_ENDINGS = tuple("son ski ova berg mann ez etti ard ius aki ler sen ovic".split())
ILL_ENDINGS = tuple("itis osis opathy emia algia oma asthenia plegia".split())
CHANGE_REASONS = (
    "the sponsor ran out of funding",
    "too few participants were found",
    "the planned look showed no hope of benefit",
    "the drug is no longer made",
    "an unexpected pattern of side effects",
)
ABSENCE_COMMENTS = (
    "Median was not reached",
    "Too few events: the upper limit was not reached",
    "Not estimable because of too few events",
)
