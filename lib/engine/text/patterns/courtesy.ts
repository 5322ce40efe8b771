import { phraseBook } from "@/lib/engine/text/phrases";

/** Each book holds English, German, Spanish and French phrases, in this order. */
export const apologyPhrases = phraseBook(
  `sorry, apology, apologies, apologise, apologize, apologised, apologized, apologising, apologizing,
   i regret, we regret, i deeply regret, we deeply regret, i sincerely regret, we sincerely regret, my bad,
   forgive me, forgive us, pardon,
   entschuldigung, entschuldigen, entschuldige, entschuldigt, verzeihung, verzeihen, verzeih,
   tut mir leid, tut uns leid, tut mir sehr leid, tut uns sehr leid, tut mir wirklich leid,
   tut uns wirklich leid, wir bedauern, ich bedaure, ich bedauere,
   lo siento, lo sentimos, sentimos mucho, siento mucho, lo siento mucho, lo sentimos mucho, disculpa,
   disculpas, disculpe, disculpen, perdón, perdona, perdone, perdonen, lamento, lamentamos,
   désolé, désolée, désolés, désolées, excuse, excuses, excusez, excuser, navré, navrée, navrés,
   nous regrettons, je regrette`,
  "sorry to hear, sorry to learn, excuse to",
);

export const thanksPhrases = phraseBook(
  `thank you, thanks, thank, thanking, grateful, gratitude, i appreciate, we appreciate, i really appreciate,
   we really appreciate, much appreciated, thx,
   danke, dank, vielen dank, herzlichen dank, dankbar, bedanken, bedanke, dankeschön,
   gracias, muchas gracias, agradezco, agradecemos, agradecido, agradecida, agradecidos, agradecer,
   merci, merci beaucoup, remercie, remercions, remercier, reconnaissant, reconnaissante, reconnaissants`,
  "no thanks, thanks to, thank goodness",
);

/** Words that show that the writer sees the reader's situation. */
export const empathyPhrases = phraseBook(
  `i understand, we understand, i completely understand, we completely understand, i fully understand,
   we fully understand, i can understand, we can understand, understandably, i can imagine, i can see how,
   i know how, i realise, i realize, we realise, we realize, i hear you, frustrating, frustration,
   inconvenience, your patience, sorry to hear, sorry to learn, your concern, your concerns, must be difficult,
   ich verstehe, wir verstehen, verständnis, nachvollziehen, verständlich, ärgerlich, unannehmlichkeiten,
   kann mir vorstellen, ihre geduld, deine geduld, ihren ärger, deinen ärger,
   entiendo, entendemos, comprendo, comprendemos, lamento saber, comprensible, frustrante, me imagino,
   las molestias, su paciencia, tu paciencia,
   je comprends, nous comprenons, je conçois, frustrant, frustrante, compréhensible, j'imagine,
   désagrément, désagréments, votre patience, ta patience`,
);

export const pleasePhrases = phraseBook(
  `please, kindly, bitte, por favor, s'il vous plaît, s'il te plaît, s'il vous plait, s'il te plait, svp,
   veuillez, merci de bien vouloir`,
  "veuillez agréer, veuillez recevoir, veuillez croire, bitte sehr",
);

/** Offers of more help than was asked for. */
export const furtherHelpPhrases = phraseBook(
  `let me know if, let us know if, feel free, happy to help, glad to help, do not hesitate, don't hesitate,
   any questions, further questions, other questions, more questions, reach out, here to help, here for you,
   bei fragen, weitere fragen, zur verfügung, melden sie sich, melde dich, zögern sie nicht, helfen gerne,
   helfe gerne,
   no dude en, no dudes en, cualquier duda, cualquier pregunta, a su disposición, a tu disposición,
   encantados de ayudar, encantado de ayudar,
   n'hésitez pas, n'hésite pas, à votre disposition, à ta disposition, toute question, autres questions`,
);

/** Words that give a reason. */
export const explanationPhrases = phraseBook(
  `because, due to, owing to, therefore, as a result, the reason, which is why, that is why, that's why,
   weil, deshalb, deswegen, daher, aufgrund, wegen, der grund,
   porque, debido a, debido al, ya que, por lo tanto, por eso, el motivo, la razón,
   parce que, parce qu', en raison de, en raison d', en raison du, c'est pourquoi, donc, puisque, la raison`,
);
