import type { Messages } from "./catalogue.ts";
import type { enAccount } from "./en-account.ts";

/** In French zero is singular too. */
const plural = (count: number, one: string, many: string) => `${count} ${count < 2 ? one : many}`;

export const frAccount: Pick<Messages, keyof typeof enAccount> = {
  "profile.nav": "Parties de votre profil",
  "profile.you": "Vous",
  "profile.safety": "Connexion",
  "profile.data": "Vos données",
  "profile.more": "Autres réglages",
  "profile.placement": "Passer le test de niveau",
  "profile.teams": "Équipes",
  "profile.authoring": "Rédaction",
  "profile.operator": "Exploitation",
  "profile.reviews": "Révisions : combien, et pause",
  "profile.install": "Installer l'application",
  "profile.install.body":
    "Sur l'écran d'accueil, elle s'ouvre comme toute autre application, même sans connexion.",
  "profile.install.done": "L'application est installée sur cet appareil.",
  "profile.export": "Emporter vos données",
  "profile.export.body":
    "Tout ce qui est conservé à votre sujet, en un fichier lisible par chacun et par les programmes (JSON).",
  "profile.export.start": "Préparer le fichier",
  "profile.export.running": (p) => `Collecte : ${p.count} entrées pour l'instant`,
  "profile.export.done": (p) => `Enregistré, avec ${p.count} entrées.`,
  "profile.delete": "Supprimer votre compte",
  "profile.delete.body":
    "Votre compte, vos réponses et vos progrès sont effacés aussitôt et pour toujours. Personne ne peut les rétablir.",
  "profile.delete.open": "Supprimer le compte…",
  "profile.delete.ask": "Tout supprimer, pour toujours ?",
  "profile.delete.password": "Votre mot de passe, pour confirmer",
  "profile.delete.confirm": "Supprimer pour toujours",
  "app.cancel": "Annuler",
  "app.close": "Fermer",
  "app.less": "Moins",
  "app.more": "Plus",

  "disputes.title": "Les réponses que vous avez défendues",
  "disputes.lead":
    "Les auteurs examinent chacune. S'ils sont d'accord, vous recevez les points, comme tous ceux qui l'ont écrite.",
  "disputes.state.open": "En attente des auteurs",
  "disputes.state.accepted": "Acceptée",
  "disputes.state.rejected": "Non acceptée",
  "disputes.when": (p) => `Envoyée le ${p.date}`,
  "disputes.decided": (p) => `Décidée le ${p.date}`,
  "disputes.empty.title": "Vous n'avez contesté aucune correction",
  "disputes.empty.body": "Sous une réponse jugée fausse se trouve « Je ne suis pas d'accord ».",
  "disputes.more": "Voir la suite",

  "flight.empty.title": "Pas encore de leçon sur cet appareil",
  "flight.empty.body": "Chargez-les tant que vous avez une connexion.",
  "flight.waiting.show": "Ce qui attend",
  "flight.waiting.attempt": "Une réponse",
  "flight.waiting.dispute": "Une contestation",
  "flight.waiting.undo": "Une réponse retirée",
  "flight.waiting.other": "Une entrée",
  "emergency.lead": "Montrez ou dites une de ces phrases. Elles sont là même sans connexion.",
  "auth.code": "Code de votre application d'authentification",
  "auth.code.hint": "Six chiffres, ou un de vos codes de secours.",
  "auth.change.title": "Votre nouvelle adresse e-mail",
  "auth.change.done": "Votre adresse e-mail est changée. Servez-vous-en désormais pour vous connecter.",
  "auth.change.half": "Merci. L'autre adresse doit encore donner son accord : un lien y est en route.",
  "profile.email": "Adresse e-mail",
  "profile.email.new": "Nouvelle adresse e-mail",
  "profile.email.change": "Changer l'adresse",
  "profile.email.sent":
    "Regardez dans les deux boîtes : chacune des deux adresses doit donner son accord par son lien.",
  "profile.totp": "Deuxième étape de connexion",
  "profile.totp.body":
    "Un code affiché par une application de votre téléphone, en plus du mot de passe. Qui découvre votre mot de passe n'entre pas pour autant.",
  "profile.totp.begin": "La mettre en place",
  "profile.totp.scan":
    "Scannez ceci avec votre application d'authentification, ou saisissez-y la clé ci-dessous.",
  "profile.totp.qr": "Code QR pour l'application d'authentification",
  "profile.totp.key": "Clé",
  "profile.totp.confirm": "Activer",
  "profile.totp.on": "Elle est active.",
  "profile.totp.codes": "Vos codes de secours",
  "profile.totp.codes.body":
    "Gardez-les là où vous les trouverez sans votre téléphone. Chacun sert une fois à la place d'un code. Ils ne sont montrés que maintenant.",
  "profile.totp.codes.kept": "Je les ai gardés",
  "profile.totp.renew": "Nouveaux codes de secours",
  "profile.totp.off": "Désactiver",
  "profile.totp.left": (p) => `Encore ${plural(p.count, "code de secours", "codes de secours")}`,
  "choice.wish": "La mettre en tête",
  "choice.wished": "Elle passe en tête jusqu'à ce que vous l'ayez faite.",
  "choice.unwish": "Retirer ce souhait",
};
