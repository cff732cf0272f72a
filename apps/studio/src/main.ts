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
const updates = new LiveSocket(`${location.origin.replace(/^http/, 'ws')}/graphql`);
createRoot(place).render(createElement(App, { config: readConfig(document), updates }));
