// Shows the API's description; everything comes from this host.
const page = document.getElementById("description");
SwaggerUIBundle({
  url: page.dataset.schema,
  domNode: page,
  deepLinking: true,
  supportedSubmitMethods: ["get"],
  validatorUrl: null,
});
