import type { Terms } from "./en-terms.ts";

export const frTerms: Terms = {
  title: "Conditions et vie privée",
  lead: "Ce qui est gardé sur vous et pourquoi, qui le voit, comment le récupérer, et sur quoi repose l'usage de FluentFusion.",
  sections: [
    {
      title: "Ce qui est gardé",
      points: [
        "Votre compte : nom, adresse e-mail, langues, fuseau horaire, et si vous voyagez ou travaillez dans le tourisme. De votre mot de passe, seulement une empreinte, que personne ne peut lire.",
        "Ce que vous apprenez : chaque réponse avec son heure, et ce qui en est tiré : ce dont vous vous souvenez, points, jours de suite, badges, votre plan, vos tests de niveau et les réponses que vous avez défendues.",
        "Vos connexions : le type d'appareil, quand il a été vu pour la dernière fois, et le réseau où il se trouvait, pas son adresse exacte.",
        "Un journal de qui a fait quoi : une connexion, un nouveau mot de passe, un rôle donné. Il contient des numéros de comptes, ni noms, ni adresses, ni aucune de vos réponses.",
        "Sans compte : ce que vous apprenez et votre connexion, sans nom, sans adresse et sans mot de passe. Dès que plus personne ne peut y revenir, tout est supprimé : au bout d'une semaine si vous n'avez jamais répondu, sinon au bout d'un an.",
      ],
    },
    {
      title: "Pourquoi",
      points: [
        "Pour corriger vos réponses, ramener les mots avant qu'ils ne s'effacent, et proposer des leçons avec une raison que vous pouvez consulter.",
        "Pour que votre compte reste le vôtre : vous avertir d'un nouveau mot de passe, et vous laisser fermer une connexion qui n'est pas la vôtre.",
        "Pour trouver les exercices qui posent problème et ajuster les propositions, d'après les réponses de tous ensemble.",
        "L'application ne montre pas de publicité, ne contient pas de traceurs et ne charge rien d'autres entreprises.",
      ],
    },
    {
      title: "Qui le voit",
      points: [
        "Vous voyez tout.",
        "La personne qui gère une équipe que vous avez rejointe voit votre nom, votre poste, depuis quand vous y êtes, et des moyennes sur cinq personnes au moins. Jamais vos réponses, vos erreurs ni vos durées.",
        "Les auteurs voient les réponses défendues et les raisons données, sans nom.",
        "Un admin peut ouvrir le dossier d'un apprenant pour l'une de trois raisons. Qui l'a consulté, quand et pourquoi est d'abord noté.",
      ],
    },
    {
      title: "Sur cet appareil",
      points: [
        "Deux cookies qu'aucun script ne peut lire : l'un vous connecte, l'autre dit que quelqu'un s'est déjà connecté à votre compte ici.",
        "Qui s'est connecté en dernier, les leçons pour la route, et les réponses qui attendent d'être envoyées. La déconnexion oublie qui c'était.",
      ],
    },
    {
      title: "Ce que vous pouvez faire",
      points: [
        "Tout emporter dans un seul fichier : Profil, Vos données.",
        "Corriger votre nom, vos langues et votre fuseau horaire : Profil ; votre adresse e-mail : Profil, Connexion. Les réponses sont des faits, et restent comme elles ont été données.",
        "Fermer une connexion sur n'importe quel appareil : Profil, Connexion.",
        "Quitter une équipe : rien de vous n'est alors plus lu pour elle.",
        "Supprimer votre compte : Profil, Vos données. Il disparaît aussitôt, avec vos réponses et tout ce qui en a été tiré. Une ligne reste : qu'un compte de ce numéro a été supprimé. Les sauvegardes peuvent contenir le reste pendant 30 jours au plus.",
      ],
    },
    {
      title: "Sur quoi repose l'usage",
      points: [
        "Un compte est pour une seule personne : gardez pour vous son mot de passe et ses jetons.",
        "N'écrivez rien sur d'autres personnes dans les réponses et les raisons : les auteurs les lisent.",
        "Chaque phrase dit d'où elle vient, et ce qui attend encore l'avis d'un locuteur natif est signalé. La préparation et la confiance sont des estimations. En cas d'urgence, fiez-vous aux personnes sur place plutôt qu'à une phrase.",
        "Qui attaque le service, ou prend le compte d'une autre personne, peut en être exclu.",
      ],
    },
  ],
  ask: {
    title: "À qui s'adresser",
    body: "Aux personnes qui font fonctionner ce service : celles qui vous en ont donné l'adresse, par exemple votre employeur ou la personne qui gère votre équipe. Elles peuvent répondre de tout ce qui est sur cette page.",
    write: "Écrivez à",
  },
};
