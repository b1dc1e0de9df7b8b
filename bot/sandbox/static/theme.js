/* Light or dark, decided before the first paint so that nothing flashes. A classic script on purpose:
   modules run only after the page has been drawn. The choice of the visitor outlives the page. */
(function () {
  "use strict";
  const KEY = "sandbox-theme";
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage may be switched off: then the system's taste decides
    }
  }

  function apply() {
    const wish = chosen();
    const theme = wish === "light" || wish === "dark" ? wish : system.matches ? "dark" : "light";
    document.documentElement.dataset.theme = theme;
    window.dispatchEvent(new CustomEvent("themechange", { detail: theme }));
  }

  window.sandboxTheme = {
    current: () => document.documentElement.dataset.theme,
    toggle() {
      const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
      try {
        localStorage.setItem(KEY, next);
      } catch {
        document.documentElement.dataset.theme = next;
        return;
      }
      apply();
    },
  };
  system.addEventListener("change", apply);
  apply();
})();
