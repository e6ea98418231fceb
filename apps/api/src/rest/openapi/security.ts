/** Either way the same token is sent; the first lets Swagger UI ask for e-mail and password and fetch it by itself. */
export const SECURITY_SCHEMES = {
  password: {
    type: "oauth2",
    description: "Signs in at POST /api/auth/login; username is the e-mail.",
    flows: { password: { tokenUrl: "/api/auth/login", scopes: {} } },
  },
  bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
} as const;

export const SIGNED_IN = [{ password: [] }, { bearer: [] }] as const;
