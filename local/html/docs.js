const ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  persistAuthorization: true,
  validatorUrl: null,
});
ui.initOAuth({ clientId: "demo-app", clientSecret: "demo-secret" });
