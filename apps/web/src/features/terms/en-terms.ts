/** What is told of terms and privacy: from docs/privacy.md, in words for everybody. */
export interface Terms {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly { readonly title: string; readonly points: readonly string[] }[];
  /** `write`: before an address, where the people who run the service have named one. */
  readonly ask: { readonly title: string; readonly body: string; readonly write: string };
}

export const enTerms: Terms = {
  title: "Terms and privacy",
  lead: "What is kept about you and why, who sees it, how you get it out, and what using FluentFusion rests on.",
  sections: [
    {
      title: "What is kept",
      points: [
        "Your account: name, e-mail address, languages, time zone and whether you travel or work in tourism. Of your password only a hash, from which nobody can read it.",
        "What you learn: each answer with its time, and what is made of it: what you remember, points, days in a row, badges, your plan, placement tests, and answers you stood up for.",
        "Your sign-ins: the kind of device, when it was last seen, and the network it was in, not its exact address.",
        "A log of who did what: signing in, a new password, a role given. It holds numbers of accounts, no names, no addresses and none of your answers.",
        "As a guest: what you learn and your sign-in, without a name, an address or a password. Once nobody can open it any more, it is deleted: after a week if you never answered anything, otherwise after a year.",
      ],
    },
    {
      title: "Why",
      points: [
        "To mark your answers, bring words back before they fade, and recommend lessons with a reason that you can look up.",
        "To keep your account yours: to tell you of a new password, and to let you end a sign-in that is not yours.",
        "To find exercises that go wrong and to fit the recommendations, from the answers of all learners together.",
        "The app shows no advertising, has no trackers, and loads nothing from other companies.",
      ],
    },
    {
      title: "Who sees it",
      points: [
        "You see all of it.",
        "Whoever manages a team that you have joined sees your name, your post, since when you are in it, and averages over at least five people. Never your answers, mistakes or times.",
        "Authors see the answers that learners stood up for and the reasons given, without a name.",
        "An admin may open a learner's record for one of three reasons. Who looked, when and why is written down first.",
      ],
    },
    {
      title: "On this device",
      points: [
        "Two cookies that no script can read: one signs you in, one says that somebody has signed in to your account here before.",
        "Who was signed in last, lessons for the road, and answers that wait to be sent. Signing out forgets who it was.",
      ],
    },
    {
      title: "What you can do",
      points: [
        "Take everything along as one file: Profile, Your data.",
        "Correct your name, languages and time zone: Profile; your e-mail address: Profile, Sign-in. Answers are facts, and stay as they were given.",
        "End a sign-in on any device: Profile, Sign-in.",
        "Leave a team: from then on nothing of yours is read for it.",
        "Delete your account: Profile, Your data. It is gone at once, with your answers and all that was made of them. One line stays, that an account of this number was deleted. Backups may hold the rest for up to 30 days.",
      ],
    },
    {
      title: "What using it rests on",
      points: [
        "An account is for one person: keep its password and its tokens to yourself.",
        "Write nothing about other people into answers and reasons: authors read them.",
        "Each phrase names its sources, and what still waits for a native speaker is marked. Readiness and confidence are estimates. In an emergency, trust the people on the spot before a phrase.",
        "Whoever attacks the service, or takes another person's account, may be shut out of it.",
      ],
    },
  ],
  ask: {
    title: "Who to ask",
    body: "Ask the people who run this service: whoever gave you its address, such as your employer or whoever manages your team. They can answer for everything on this page.",
    write: "Write to",
  },
};
