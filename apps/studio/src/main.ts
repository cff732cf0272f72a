import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './App.tsx';
import { readConfig } from './config.ts';
import { LiveSocket } from './registry-client/graphql/live-socket.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource/ibm-plex-mono/400.css';
import '@fontsource/ibm-plex-mono/500.css';
import './theme/page.css';
import '@mantine/core/styles.layer.css';

// zod would try whether it may compile code, and the page's policy would report that.
z.config({ jitless: true });

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
const config = readConfig(document);
const updates = new LiveSocket(`${location.origin.replace(/^http/, 'ws')}/graphql`);
// What keeps the page behind a dialog from scrolling makes a <style> of its own and looks for its nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: config.nonce });

createRoot(place).render(createElement(App, { config, updates }));
