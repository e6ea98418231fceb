import type { Language } from "../vocabulary.ts";

/** The word without accents: `hôpital` → `hopital`. */
export function stripAccents(word: string): string {
  for (let i = 0; i < word.length; i++) {
    if (word.charCodeAt(i) > 0x7e) return word.normalize("NFD").replace(/[\u0300-\u036f]/gu, "");
  }
  return word;
}

/** French words that an accent alone tells from another word: none of them stands for the other one. */
const FRENCH_TWINS =
  "a à ou où la là des dès du dû sur sûr sure sûre mur mûr cru crû ça çà tache tâche taches tâches tacher tâcher " +
  "cote côte côté coté cotes côtes côtés pêche péché pèche pécher pêcher pêcheur pécheur jeune jeûne jeunes jeûnes " +
  "mais maïs notre nôtre votre vôtre foret forêt forets forêts matin mâtin pâte pâté pâtes pâtés cure curé près prés " +
  "pré acre âcre colon côlon haler hâler chasse châsse bailler bâiller interne interné genet genêt mole môle " +
  "répète répété achève achevé relève relevé élève élevé élèves élevés lève levé pèse pesé sèche séché règle réglé " +
  "complète complété prête prêté êtes étés diffèrent différent tête tété coûte coûté après âpres";

/** The spellings that are words of their own; any other spelling without its accents means nothing else. */
const TWIN_WORDS: ReadonlySet<string> = new Set(FRENCH_TWINS.split(" "));

/** Nouns in a final é of which the form in e is no word, so that a lost accent cannot mislead. */
const SAFE_FINAL = new Set(
  (
    "clé thé café blé bébé congé employé santé propreté beauté liberté moitié amitié pitié canapé degré fierté " +
    "pauvreté rareté sûreté saleté tranquillité"
  ).split(" "),
);
const VERB_IN_ITE =
  /^(?:vis|hab|prof|inv|év|lim|im|ag|exc|c|réc|facil|sollic|inc|susc|mér|hér|créd|déb|éd|nécess)ité$/u;

/** Whether `b` is `a` but for the accent of a final é: past participle and present. Other lost accents leave no word. */
function losesFinalAccent(a: string, b: string): boolean {
  const [past, present] = [a.replace(/s$/u, ""), b.replace(/s$/u, "")];
  if (!past.endsWith("é") || `${past.slice(0, -1)}e` !== present || SAFE_FINAL.has(past)) return false;
  return !past.endsWith("ité") || VERB_IN_ITE.test(past);
}

/**
 * Whether two spellings that differ in accents only are two words of the language, so that one is no slip for the other.
 * In French a final é and e are past and present (mangé, mange).
 */
export function areAccentTwins(a: string, b: string, language: Language): boolean {
  if (language !== "french") return false;
  if (TWIN_WORDS.has(a) && TWIN_WORDS.has(b)) return true;
  return losesFinalAccent(a, b) || losesFinalAccent(b, a);
}
