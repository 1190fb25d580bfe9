// Some texts of wagtail-localize's editor are English in its bundle: say them in the words of data-sentences.
(() => {
  const sentences = JSON.parse(document.currentScript.dataset.sentences);
  const start = () => {
    const editor = document.querySelector(".js-translation-editor[data-props]");
    if (!editor) return;
    const { sourceLocale, locale } = JSON.parse(editor.dataset.props);
    const named = (text) => text.replace("{source}", sourceLocale.displayName).replace("{target}", locale.displayName);
    const words = new Map(Object.entries(sentences).map(([english, said]) => [named(english), named(said)]));
    const rewrite = () => {
      const texts = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const said = words.get(texts.currentNode.data);
        if (said && said !== texts.currentNode.data) texts.currentNode.data = said;
      }
      for (const name of ["aria-label", "title"]) {
        for (const element of editor.querySelectorAll(`[${name}]`)) {
          const said = words.get(element.getAttribute(name));
          if (said && said !== element.getAttribute(name)) element.setAttribute(name, said);
        }
      }
    };
    new MutationObserver(rewrite).observe(editor, { childList: true, subtree: true });
    rewrite();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
