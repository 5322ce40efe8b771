import { dayWith, item, type Vocabulary } from "@/lib/llm/simulator/case-writer-vocabulary";

export const spanish: Vocabulary = {
  items: [
    item(
      "linterna",
      "54 €",
      "con el cristal roto",
      "se apaga sola a los diez minutos",
      "una carrera nocturna",
    ),
    item(
      "manta",
      "52 €",
      "con un corte muy largo",
      "se ha quedado dura después de un lavado",
      "una fiesta en casa",
    ),
    item(
      "chaqueta",
      "139 €",
      "con la cremallera rota",
      "deja pasar el agua por los hombros",
      "una semana de montaña",
    ),
    item("sartén", "64 €", "con el mango partido", "se ha deformado y baila", "una cena de ocho"),
    item("mochila", "118 €", "con una correa rota", "se descose por un lado", "una ruta de cinco días"),
    item("cafetera", "44 €", "sin la tapa", "gotea por debajo", "un fin de semana en el campo"),
    item("silla", "95 €", "con una pata rota", "cruje y se inclina", "una comida familiar"),
  ],
  places: ["Portugal", "Mallorca", "Andorra", "Tenerife", "Marruecos"],
  relatives: ["hermana", "hija", "vecina", "madre", "compañera"],
  senders: [
    "Carmen Ibáñez",
    "Álvaro Benítez",
    "Lucía Quintana",
    "Joaquín Peralta",
    "Noelia Castaño",
    "Ramiro Echeverría",
    "Inés Maldonado",
    "Óscar Villalba",
  ],
  greetings: {
    plain: ["Buenos días:", "Estimado equipo:", "Buenas tardes:"],
    casual: ["Hola:", "¡Hola a todos!", "¡Buenas!"],
    toHouse: (house) => `Estimado equipo de ${house}:`,
  },
  farewells: {
    plain: ["Un cordial saludo,", "Atentamente,", "Saludos cordiales,"],
    casual: ["Un abrazo,", "¡Hasta pronto!", "Saludos,"],
  },
  moods: {
    calm: {
      opening: ["", "Les escribo por un asunto que necesita su atención.", "Espero que puedan ayudarme."],
      ending: ["", "Gracias por su ayuda.", "Quedo a la espera de su respuesta."],
    },
    friendly: {
      opening: ["Espero que estén todos muy bien.", "Antes de nada, ¡qué tienda tan bonita tienen!", ""],
      ending: [
        "¡Que tengan una buena semana!",
        "Mil gracias, no corre ninguna prisa.",
        "Siempre es un placer tratar con ustedes.",
      ],
    },
    annoyed: {
      opening: [
        "La verdad es que no estoy nada contento con esto.",
        "Empiezo a perder la paciencia.",
        "No pensaba tener que escribir otra vez.",
      ],
      ending: [
        "Quiero una respuesta clara, por favor.",
        "Les pido que lo arreglen esta semana.",
        "No me gustaría tener que preguntar por tercera vez.",
      ],
    },
    hostile: {
      opening: ["¿Pero qué les pasa a ustedes?", "Esto es una vergüenza.", "Nunca me habían tratado así."],
      ending: [
        "Si recibo otra respuesta automática, lo cuento en todas partes.",
        "Tienen dos días; después hablará mi abogado.",
        "Ahórrense las disculpas y hagan su trabajo de una vez.",
      ],
    },
  },
  furtherQuestions: {
    leadIn: ["Además, tengo otras preguntas.", "Y ya que escribo:", "Otra cosa:"],
    questions: [
      "¿Cuántos días tengo para devolver algo?",
      "¿Hacen envíos a {place}, y cuánto cuestan?",
      "¿Puedo elegir el día de la entrega?",
      "¿Vale la garantía si he perdido el recibo?",
      "¿Tienen la {other} también en azul?",
      "¿Se puede pagar con factura?",
    ],
  },
  asides: [
    "Quizá deba explicar que no suelo escribir mensajes como este. Mi {relative} dice que tengo demasiada paciencia y que otra persona habría llamado hace semanas, pero prefiero dejar las cosas por escrito para que después todos sepan qué se dijo.",
    "Por cierto, somos clientes desde hace mucho. Lo primero que les compramos fue una {other}, antes de un viaje a {place}, y la seguimos usando, cosa que no puedo decir de casi nada de lo que hay en esta casa.",
    "Primero probé por teléfono. Después de {days} minutos de música, una voz me dijo que todas las líneas estaban ocupadas y se cortó la llamada. No culpo a nadie, pero por eso están leyendo ahora este mensaje.",
    "Para que se entienda: trabajo por turnos y de día no puedo contestar llamadas. Los paquetes los recoge mi {relative}, que vive dos puertas más allá, aunque ese aviso parece perderse por el camino cada vez que compro algo.",
    "También he leído las preguntas y respuestas de su página, las {pieces}, y casi ninguna tenía que ver con lo mío. Un buscador no vendría nada mal ahí, si me permiten la sugerencia de un simple cliente.",
    "Hay algo más que puede ser importante. Nos mudamos el {later}, y a partir de ese día no debería llegar nada a la dirección antigua. Ya se lo he dicho al banco y a correos, y supongo que ahora también a ustedes.",
    "No se lo tomen a mal, por favor. Yo trabajé años en una tienda y sé lo que es que la misma gente pregunte lo mismo todo el día. Aun así, desde este lado del mostrador las cosas se ven de otra manera.",
  ],
  day: dayWith(
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    (day, month) => `${day} de ${month}`,
  ),
};
