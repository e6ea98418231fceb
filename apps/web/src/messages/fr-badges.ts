/** Badges by id, as name and description. */
export const frBadges: Readonly<Record<string, readonly [name: string, description: string]>> = {
  "first-answer": ["Premiers mots", "Réussir un exercice."],
  "first-lesson": ["Première leçon", "Terminer une leçon."],
  "lessons-10": ["Dix leçons", "Terminer dix leçons."],
  "items-100": ["Cent mots", "Travailler cent mots et phrases différents."],
  "streak-3": ["Trois jours de suite", "Apprendre trois jours de suite."],
  "streak-7": ["Une semaine de suite", "Apprendre sept jours de suite."],
  "situation-greetings": ["Bel accueil", "Terminer trois leçons de salutations."],
  "situation-accommodation": ["Partout chez soi", "Terminer trois leçons sur l'hébergement."],
  "situation-food": ["Bon appétit", "Terminer trois leçons sur les repas."],
  "situation-transportation": ["Sur la route", "Terminer trois leçons sur les déplacements."],
  "situation-shopping": ["Jour de marché", "Terminer trois leçons sur les achats."],
  "situation-emergency": ["Prêt à aider", "Terminer trois leçons sur les urgences."],
  "all-situations": ["Tour complet", "Terminer une leçon dans chacune des six situations."],
};
