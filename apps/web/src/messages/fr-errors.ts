import type { Messages } from "./catalogue.ts";
import type { enErrors } from "./en-errors.ts";

export const frErrors: Pick<Messages, keyof typeof enErrors> = {
  "error.INPUT_INVALID": "Quelque chose dans ce formulaire n'est pas encore correct.",
  "error.UNAUTHENTICATED": "Veuillez vous reconnecter.",
  "error.FORBIDDEN": "Votre compte n'a pas ce droit.",
  "error.NOT_FOUND": "Introuvable.",
  "error.CREDENTIALS_WRONG": "L'e-mail ou le mot de passe est incorrect.",
  "error.TOTP_REQUIRED": "Saisissez le code affiché par votre application d'authentification.",
  "error.TOTP_WRONG": "Ce code est incorrect ou a déjà servi. Attendez le suivant.",
  "error.SECOND_FACTOR_REQUIRED":
    "L'équipe doit utiliser un second facteur. Configurez-le dans votre compte ou saisissez son code.",
  "error.EMAIL_TAKEN": "Un compte existe déjà avec cet e-mail.",
  "error.USERNAME_TAKEN": "Ce nom est déjà pris. Essayez-en un autre.",
  "error.REFRESH_INVALID": "Veuillez vous reconnecter.",
  "error.LINK_INVALID": "Ce lien n'est plus valable. Demandez-en un nouveau.",
  "error.ORIGIN_REFUSED": "Cette adresse de l'application n'est pas autorisée à utiliser le serveur.",
  "error.LESSON_NOT_FOUND": "Cette leçon n'existe pas ou n'est plus publiée.",
  "error.EXERCISE_NOT_FOUND": "Cet exercice a été modifié entre-temps. Recommencez la leçon.",
  "error.SITTING_NOT_FOUND": "Cette séance est introuvable. Recommencez la leçon.",
  "error.SITTING_FINISHED": "Cette séance est déjà terminée.",
  "error.ATTEMPT_CONFLICT": "Cette réponse a déjà été envoyée avec d'autres mots. Répondez de nouveau.",
  "error.RESPONSE_MISMATCH": "Cette réponse ne convient pas à l'exercice. Répondez de nouveau.",
  "error.ATTEMPT_NOT_FOUND":
    "Cette réponse n'est pas connue ici. Donnée hors ligne, elle doit d'abord être envoyée.",
  "error.UNDO_TOO_LATE": "Une réponse s'annule pendant un jour ; celle-ci est plus ancienne.",
  "error.FREEZE_UNAVAILABLE": "Il ne reste plus de joker, ou aucun jour manqué qu'il puisse couvrir.",
  "error.DISPUTE_UNFIT": "Seule une réponse écrite par vous et jugée fausse peut être contestée.",
  "error.FORM_COLLIDES": "C'est déjà la réponse à autre chose dans le cours.",
  "error.EXPERIMENT_CONFLICT": "Une autre expérience est en cours, ou ce nom a déjà servi.",
  "error.TOO_LARGE": "C'est trop long pour être envoyé.",
  "error.RATE_LIMITED": "C'était trop rapide pour le serveur. Attendez un instant, puis réessayez.",
  "error.OVERLOADED": "Le serveur est très occupé. Réessayez dans un instant.",
  "error.UNAVAILABLE": "Le serveur ne peut pas répondre pour le moment. Réessayez dans un instant.",
  "error.INTERNAL": "Le serveur a fait une erreur. Elle a été notée.",
  "error.NETWORK": "Le serveur est injoignable. Vérifiez votre connexion.",
  "error.OTHER": "Un problème inattendu est survenu.",
  "state.error": "Cela n'a pas fonctionné",
  "state.retry": "Réessayer",
  "state.reference": (p) => `Référence : ${p.id}`,
  "state.offline":
    "Vous êtes hors ligne. Vos réponses sont gardées sur cet appareil et envoyées au retour de la connexion.",
};
