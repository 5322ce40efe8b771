import { dayWith, item, type Vocabulary } from "@/lib/llm/simulator/case-writer-vocabulary";

export const german: Vocabulary = {
  items: [
    item(
      "Stirnlampe",
      "54 €",
      "mit gesprungenem Glas",
      "geht nach zehn Minuten von selbst aus",
      "einen Nachtlauf",
    ),
    item(
      "Wolldecke",
      "52 €",
      "mit einem langen Schnitt",
      "ist nach einer Wäsche hart geworden",
      "eine Einweihungsfeier",
    ),
    item(
      "Regenjacke",
      "139 €",
      "mit kaputtem Reißverschluss",
      "lässt an den Schultern Wasser durch",
      "eine Wanderwoche",
    ),
    item("Pfanne", "64 €", "mit abgebrochenem Griff", "hat sich verzogen und wackelt", "ein Essen zu acht"),
    item("Umhängetasche", "88 €", "mit gerissenem Riemen", "geht an der Naht auf", "eine Dienstreise"),
    item("Kaffeekanne", "44 €", "ohne Deckel", "tropft an der Tülle", "ein Wochenende in der Hütte"),
    item("Isomatte", "75 €", "mit einem Loch", "verliert über Nacht die Luft", "eine Klassenfahrt"),
  ],
  places: ["Österreich", "Norwegen", "Südtirol", "Belgien", "Helgoland"],
  relatives: ["Schwester", "Tochter", "Nachbarin", "Mutter", "Kollegin"],
  senders: [
    "Ursula Brandt",
    "Jonas Wehrle",
    "Ayşe Yıldırım",
    "Matthias Köhler",
    "Svenja Petersen",
    "Günther Oberhuber",
    "Katharina Lindner",
    "Tobias Ngo",
  ],
  greetings: {
    plain: ["Guten Tag,", "Sehr geehrte Damen und Herren,", "Liebes Team,"],
    casual: ["Hallo,", "Hallo zusammen,", "Moin,"],
    toHouse: (house) => `Liebes Team von ${house},`,
  },
  farewells: {
    plain: ["Mit freundlichen Grüßen", "Freundliche Grüße", "Beste Grüße"],
    casual: ["Viele Grüße", "Liebe Grüße", "Bis bald"],
  },
  moods: {
    calm: {
      opening: ["", "ich wende mich mit einem Anliegen an Sie.", "ich hoffe, Sie können mir weiterhelfen."],
      ending: ["", "Vielen Dank für Ihre Hilfe.", "Ich freue mich auf Ihre Antwort."],
    },
    friendly: {
      opening: ["ich hoffe, es geht Ihnen gut.", "zuerst einmal ein Lob für Ihren schönen Laden!", ""],
      ending: [
        "Ich wünsche Ihnen eine schöne Woche!",
        "Herzlichen Dank, es eilt überhaupt nicht.",
        "Vielen lieben Dank schon einmal.",
      ],
    },
    annoyed: {
      opening: [
        "langsam verliere ich die Geduld.",
        "ich bin im Moment nicht sehr zufrieden.",
        "eigentlich wollte ich nicht noch einmal schreiben.",
      ],
      ending: [
        "Ich bitte um eine klare Auskunft.",
        "Bitte klären Sie das noch in dieser Woche.",
        "Ein drittes Mal möchte ich nicht nachfragen.",
      ],
    },
    hostile: {
      opening: [
        "was ist bei Ihnen eigentlich los?",
        "das ist eine bodenlose Frechheit.",
        "so etwas habe ich noch nie erlebt.",
      ],
      ending: [
        "Noch so eine Standardantwort, und ich gehe an die Öffentlichkeit.",
        "Sie haben zwei Tage Zeit, danach übernimmt mein Anwalt.",
        "Sparen Sie sich die Entschuldigung und tun Sie endlich etwas.",
      ],
    },
  },
  furtherQuestions: {
    leadIn: [
      "Außerdem habe ich noch ein paar Fragen.",
      "Und wenn ich schon schreibe:",
      "Noch etwas anderes:",
    ],
    questions: [
      "Wie lange kann ich etwas zurückgeben?",
      "Liefern Sie auch nach {place}, und was kostet das?",
      "Kann ich den Liefertag selbst wählen?",
      "Gilt die Garantie auch ohne Kassenzettel?",
      "Haben Sie die {other} auch in Blau?",
      "Kann ich auf Rechnung bezahlen?",
    ],
  },
  asides: [
    "Vielleicht sollte ich dazusagen, dass ich solche Mails sonst nicht schreibe. Meine {relative} meint, ich sei viel zu geduldig, aber ich habe die Dinge gern schriftlich, damit später jeder weiß, was besprochen wurde und was nicht.",
    "Wir kaufen übrigens schon lange bei Ihnen. Angefangen hat es mit einer {other} vor einer Reise nach {place}, und die ist bis heute im Einsatz, was man von den meisten anderen Sachen in unserem Haushalt leider nicht sagen kann.",
    "Zuerst habe ich es am Telefon versucht. Nach {days} Minuten Musik sagte eine Stimme, alle Plätze seien belegt, und dann war die Leitung tot. Dafür kann niemand etwas, aber es erklärt, warum Sie jetzt diese Mail lesen müssen.",
    "Zur Erklärung: Ich arbeite im Schichtdienst und kann tagsüber nicht telefonieren. Pakete nimmt meine {relative} an, die zwei Türen weiter wohnt. Der Hinweis darauf scheint aber jedes Mal irgendwo auf dem Weg verloren zu gehen.",
    "Die Fragen und Antworten auf Ihrer Seite habe ich alle gelesen, es waren {pieces}. Die meisten hatten mit meinem Anliegen nichts zu tun. Ein Suchfeld wäre dort eine feine Sache, wenn ich das so sagen darf.",
    "Eine Sache noch, die wichtig sein könnte: Wir ziehen am {later} um, danach sollte nichts mehr an die alte Anschrift gehen. Der Post und der Bank habe ich es schon gesagt, und hiermit sage ich es wohl auch Ihnen.",
    "Bitte verstehen Sie das nicht falsch. Ich habe früher selbst in einem Laden gearbeitet und weiß, wie es ist, wenn den ganzen Tag dieselben Leute mit denselben Dingen kommen. Von dieser Seite der Theke sieht es trotzdem anders aus.",
  ],
  day: dayWith(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    (day, month) => `${day}. ${month}`,
  ),
};
