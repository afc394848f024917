// What a team would build instead of our client for the same conversation: React, react-virtuoso, one bubble a message. As
// good as we can make it: memoised bubbles, stable heights, pages read on demand, formatters made once.
import {memo, useCallback, useEffect, useMemo, useReducer, useRef, useState} from 'react';
import {createRoot} from 'react-dom/client';
import {Virtuoso} from 'react-virtuoso';

const kPage = 200;
const kFirstIndex = 10_000_000;  // Virtuoso counts down from here as older messages come
const timeOf = new Intl.DateTimeFormat('en-US', {hour: 'numeric', minute: '2-digit'});
const dayOf = new Intl.DateTimeFormat('en-US', {weekday: 'long', month: 'long', day: 'numeric'});
const marks = {queued: '◷', sending: '◷', sent: '✓', delivered: '✓✓', failed: '!', received: ''};

function reduce(state, action) {
  switch (action.type) {
    case 'older':
      return {...state, isLoading: false, hasMore: action.hasMore, first: state.first - action.messages.length,
        messages: [...action.messages, ...state.messages]};
    case 'loading': return {...state, isLoading: true};
    case 'arrived': return {...state, messages: [...state.messages, action.message]};
    default: throw new Error(action.type);
  }
}

const Bubble = memo(function Bubble({message, isDayBegun}) {
  return (
    <div role="listitem" className={message.isInbound ? 'line in' : 'line out'}>
      {isDayBegun && <div className="day"><span>{dayOf.format(message.at)}</span></div>}
      <div className="bubble" dir="auto">{message.text}</div>
      <div className="under">{timeOf.format(message.at)} <span aria-label={message.status}>{marks[message.status]}</span></div>
    </div>
  );
});

const Messages = memo(function Messages({state, onOlder}) {
  const item = useCallback((index, message) => {
    const before = state.messages[index - state.first - 1];
    const isDayBegun = !before || new Date(before.at).toDateString() !== new Date(message.at).toDateString();
    return <Bubble message={message} isDayBegun={isDayBegun}/>;
  }, [state.messages, state.first]);
  return (
    <Virtuoso className="messages" role="list" aria-label="Messages" data={state.messages} firstItemIndex={state.first}
        initialTopMostItemIndex={state.messages.length - 1} computeItemKey={(_, message) => message.id}
        startReached={onOlder} followOutput alignToBottom itemContent={item} increaseViewportBy={300}/>
  );
});

function Composer() {
  const [text, setText] = useState('');
  const length = useMemo(() => [...text].length, [text]);
  return (
    <form className="composer" onSubmit={(event) => { event.preventDefault(); setText(''); }}>
      <textarea aria-label="Message to the customer" rows={3} value={text} onChange={(event) => setText(event.target.value)}/>
      <div className="meter">{length} / 160 · {Math.max(1, Math.ceil(length / 153))} segment</div>
      <button disabled={text === ''}>Send</button>
    </form>
  );
}

function Desk({begin}) {
  const [state, dispatch] = useReducer(reduce, {...begin, first: kFirstIndex, isLoading: false});
  const now = useRef(state);
  now.current = state;
  const older = useCallback(async () => {
    const {isLoading, hasMore, messages} = now.current;
    if (isLoading || !hasMore) return;
    dispatch({type: 'loading'});
    const page = await (await fetch(`/messages?before=${messages[0].id}&limit=${kPage}`)).json();
    dispatch({type: 'older', ...page});
  }, []);
  useEffect(() => {
    const socket = new WebSocket(`ws://${location.host}/live`);
    socket.onmessage = ({data}) => dispatch({type: 'arrived', message: JSON.parse(data)});
    return () => socket.close();
  }, []);
  useEffect(() => {
    window.peer = {
      count: () => now.current.messages.length,
      hasMore: () => now.current.hasMore,
      older: async () => { await older(); },
    };
  }, [older]);
  const last = state.messages[state.messages.length - 1];
  return (
    <div className="desk">
      <ul className="roster" aria-label="Your conversations">
        <li><b>{begin.customer}</b><span>{timeOf.format(last.at)}</span><p>{last.text}</p></li>
      </ul>
      <main>
        <header><h1>{begin.customer}</h1><button>Transfer</button><button>Park</button><button>End</button></header>
        <Messages state={state} onOlder={older}/>
        <Composer/>
      </main>
    </div>
  );
}

const begin = await (await fetch(`/messages?limit=${kPage}`)).json();
createRoot(document.getElementById('root')).render(<Desk begin={begin}/>);
