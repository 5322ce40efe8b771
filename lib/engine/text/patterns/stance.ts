import { phraseBook } from "@/lib/engine/text/phrases";

// Each book holds English, German, Spanish and French phrases, in this order.

export const hedgePhrases = phraseBook(
  `maybe, perhaps, might, could, possibly, probably, likely, seems, seem, appears to, i think, we think,
   i believe, we believe, i guess, kind of, sort of, somewhat, roughly, apparently,
   vielleicht, möglicherweise, eventuell, könnte, könnten, wahrscheinlich, vermutlich, ich glaube, ich denke,
   anscheinend,
   quizás, quizá, tal vez, podría, podrían, probablemente, posiblemente, creo que, creemos que, parece,
   peut-être, pourrait, pourraient, probablement, sans doute, il semble, je crois, je pense`,
  "could you, könnten sie, könntest du, podría usted, could not, couldn't",
);

export const certaintyPhrases = phraseBook(
  `definitely, certainly, absolutely, surely, guarantee, guaranteed, guarantees, clearly, always, of course,
   without doubt, undoubtedly, without fail, for sure,
   definitiv, sicherlich, auf jeden fall, garantiert, garantieren, garantiere, selbstverständlich, natürlich,
   immer, zweifellos,
   definitivamente, ciertamente, sin duda, garantizamos, garantizo, claramente, por supuesto, siempre,
   desde luego,
   certainement, absolument, sûrement, bien sûr, garantissons, garantis, clairement, toujours, évidemment,
   sans aucun doute`,
  "not always, nicht immer, no siempre, pas toujours",
);

export const negationPhrases = phraseBook(
  `not, no, never, none, nothing, nobody, neither, nor, cannot, without, don't, doesn't, didn't, won't,
   wouldn't, can't, couldn't, shouldn't, isn't, aren't, wasn't, weren't, haven't, hasn't, hadn't, mustn't,
   needn't, ain't,
   nicht, kein, keine, keinen, keinem, keiner, keines, nie, niemals, nichts, niemand, weder, ohne,
   nunca, nada, nadie, ningún, ninguno, ninguna, ni, jamás, tampoco, sin,
   pas, jamais, rien, aucun, aucune, sans`,
  "de nada, no problem, no problems, no. 1, sin duda, sans doute, sans aucun doute, without doubt",
);

export const positivePhrases = phraseBook(
  `happy, glad, pleased, delighted, thrilled, excited, great, good, excellent, wonderful, fantastic, perfect,
   amazing, lovely, love, enjoy, welcome, hope, pleasure, nice, congratulations, best wishes, look forward,
   looking forward,
   gerne, gern, freuen, freue, freut, schön, schöne, schönen, gut, gute, toll, hervorragend, ausgezeichnet,
   wunderbar, perfekt, herzlich, herzliche, willkommen, hoffe, hoffen, glückwunsch, viel spaß,
   feliz, contento, contenta, contentos, encantado, encantada, encantados, excelente, genial, perfecto,
   perfecta, maravilloso, maravillosa, con gusto, nos alegra, me alegra, espero, esperamos, bienvenido,
   bienvenida, felicidades, un placer,
   heureux, heureuse, ravi, ravie, ravis, excellente, parfait, parfaite, merveilleux, plaisir, espère,
   espérons, bienvenue, félicitations, bonne journée, belle journée, magnifique`,
  `good morning, good afternoon, good evening, good day, good night, not happy, not good, not great,
   not pleased, no good, a good deal of, nicht gut, nicht schön, pas heureux, pas parfait`,
);

export const negativePhrases = phraseBook(
  `unfortunately, problem, problems, issue, issues, delay, delays, delayed, late, broken, wrong, error, errors,
   fail, failed, fails, failure, bad, unable, impossible, damaged, lost, missing, complaint, difficult,
   difficulty, mistake, mistakes, worse, worst, disappointed, disappointing, trouble, refuse, refused,
   leider, probleme, fehler, verzögerung, verspätung, verspätet, schlecht, unmöglich, kaputt, beschädigt,
   falsch, schwierig, enttäuscht, beschwerde,
   lamentablemente, desgraciadamente, desafortunadamente, problema, problemas, errores, retraso, mal, malo,
   mala, imposible, dañado, dañada, roto, rota, difícil, fallo, queja,
   malheureusement, problème, problèmes, erreur, erreurs, retard, mauvais, mauvaise, endommagé, endommagée,
   cassé, cassée, difficile, panne, déçu, déçue, réclamation`,
  "no problem, no problems, kein problem, no hay problema, aucun problème, pas de problème",
);
