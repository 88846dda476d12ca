// A public page is the same for everybody. Where a cookie says that somebody has signed in, the link
// to sign in is named after the page it then leads to.
(() => {
  if (!document.cookie.split("; ").includes("signed_in=1")) return;
  for (const link of document.querySelectorAll("[data-signed-in]")) {
    link.textContent = link.dataset.signedIn;
  }
})();
