/** For whoever follows a link that opens nothing any more. Plain HTML: it may load nothing, and runs nothing. */
export const linkUsedPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>This login link opens nothing · Aftercall</title>
<h1>This login link opens nothing</h1>
<p>A login link works once, for a short time. This one was used, has expired, or was cut off on its way.</p>
<p>On the machine that runs Aftercall, <code>npm run up -- login</code> makes a fresh one.
Or <a href="/login">sign in with an API key</a>.</p>
</html>
`;
