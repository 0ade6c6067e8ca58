import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { answers, askedFor } from './answers.ts';
import { Shell } from './Shell.tsx';
import './style.css';

// Asked at once, beside who is signed in: whoever opens the page at night wants to know who is on call.
void answers.prefetchQuery(askedFor('/now'));

const place = document.getElementById('page');
if (place)
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={answers}>
        <Shell />
      </QueryClientProvider>
    </StrictMode>,
  );
