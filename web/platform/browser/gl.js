// The WebGL2 renderer: one program, one vertex array, premultiplied blending, one call per picture.
//
// Positions are device pixels from the top left; textures are premultiplied and sampled at whole texels. The context
// can be lost at any time (driver reset, too many tabs): textures are then made anew by C++, which keeps the pixels.
mergeInto(LibraryManager.library, {
  $Gl__deps: ['$Canvas'],
  $Gl: {
    gl: null,
    program: null,
    size: null,       // uniform location
    array: null,
    vertices: null,
    indices: null,
    textures: null,   // id -> {texture, width, height}
    height: 0,
    lost: false,

    // 'hardware', 'software' or 'none'. Unless `anyKind`, browsers are asked not to set up a software one at all: that takes
    // half a second, for nothing.
    start: function(canvas, anyKind) {
      var gl = canvas.getContext('webgl2', {alpha: false, antialias: false, depth: false, stencil: false,
                                            powerPreference: 'low-power', failIfMajorPerformanceCaveat: !anyKind});
      if (!gl) return 'none';
      Gl.gl = gl;
      Gl.textures = [];
      canvas.addEventListener('webglcontextlost', function(e) {
        e.preventDefault();
        Gl.lost = true;
      });
      canvas.addEventListener('webglcontextrestored', function() {
        if (Gl.gl !== gl) return;  // given up for the CPU renderer
        Gl.lost = false;
        Gl.textures = [];
        Gl.build();
        _smsdesk_context_restored();
        Canvas.requestFrame(2);
      });
      Gl.build();
      var info = gl.getExtension('WEBGL_debug_renderer_info');
      var name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
      return /SwiftShader|llvmpipe|softpipe|Basic Render|WARP/i.test(name) ? 'software' : 'hardware';
    },
    stop: function() {
      var lose = Gl.gl.getExtension('WEBGL_lose_context');
      Gl.lost = true;
      if (lose) lose.loseContext();
      Gl.gl = null;
    },
    isLost: function() { return Gl.lost; },
    build: function() {
      var gl = Gl.gl;
      var compile = function(type, source) {
        var shader = gl.createShader(type);
        gl.shaderSource(shader, source);
        gl.compileShader(shader);
        return shader;
      };
      var program = Gl.program = gl.createProgram();
      gl.attachShader(program, compile(gl.VERTEX_SHADER,
        '#version 300 es\nuniform vec2 size;layout(location=0)in vec2 position;layout(location=1)in vec2 uv;' +
        'layout(location=2)in vec4 color;out vec2 v_uv;out vec4 v_color;void main(){v_uv=uv;' +
        'v_color=vec4(color.rgb*color.a,color.a);vec2 p=position/size*2.0-1.0;gl_Position=vec4(p.x,-p.y,0.0,1.0);}'));
      gl.attachShader(program, compile(gl.FRAGMENT_SHADER,
        '#version 300 es\nprecision mediump float;uniform sampler2D page;in highp vec2 v_uv;in vec4 v_color;' +
        // A vertex left of every texture takes none (kWhiteUv): shapes stand in one call with the words beside them.
        'out vec4 result;void main(){vec4 texel=texture(page,v_uv);result=v_uv.x<-0.5?v_color:v_color*texel;}'));
      gl.linkProgram(program);
      gl.useProgram(program);
      Gl.size = gl.getUniformLocation(program, 'size');
      Gl.array = gl.createVertexArray();
      gl.bindVertexArray(Gl.array);
      Gl.vertices = gl.createBuffer();
      Gl.indices = gl.createBuffer();
      gl.bindBuffer(gl.ARRAY_BUFFER, Gl.vertices);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, Gl.indices);
      for (var i = 0; i < 3; i++) gl.enableVertexAttribArray(i);
      Gl.point(0);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      gl.enable(gl.SCISSOR_TEST);
    },
    point: function(firstVertex) {
      var gl = Gl.gl, at = firstVertex * 20;  // ImDrawVert: two floats, two floats, four bytes
      gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 20, at);
      gl.vertexAttribPointer(1, 2, gl.FLOAT, false, 20, at + 8);
      gl.vertexAttribPointer(2, 4, gl.UNSIGNED_BYTE, true, 20, at + 16);
    },
    clear: function(color) {
      var gl = Gl.gl;
      gl.clearColor((color & 255) / 255, (color >> 8 & 255) / 255, (color >> 16 & 255) / 255, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
    },
    // Copies the top left of a 2D canvas into texture `id`.
    uploadCanvas: function(id, canvas, x, y, width, height) {
      var gl = Gl.gl, entry = Gl.textures[id];
      if (!entry || Gl.lost) return;
      gl.bindTexture(gl.TEXTURE_2D, entry);
      gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, width, height, gl.RGBA, gl.UNSIGNED_BYTE, canvas);
      gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    },
  },

  gl_begin__deps: ['$Gl'],
  gl_begin: function(width, height, color) {
    var gl = Gl.gl;
    Gl.height = height;
    gl.viewport(0, 0, width, height);
    gl.uniform2f(Gl.size, width, height);
    gl.scissor(0, 0, width, height);
    Gl.clear(color);
  },
  gl_fill__deps: ['$Gl'],
  gl_fill: function(x, y, width, height, color) {
    if (width <= 0 || height <= 0) return;
    Gl.gl.scissor(x, Gl.height - y - height, width, height);
    Gl.clear(color);
  },
  gl_draw__deps: ['$Gl'],
  gl_draw: function(vertices, vertexCount, indices, indexCount, batches, batchCount) {
    var gl = Gl.gl;
    gl.bufferData(gl.ARRAY_BUFFER, HEAPU8.subarray(vertices, vertices + vertexCount * 20), gl.STREAM_DRAW);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, HEAPU8.subarray(indices, indices + indexCount * 2), gl.STREAM_DRAW);
    var texture = -1, firstVertex = 0, clip = -1;  // as they are set; clip: where it stands among the numbers
    for (var i = 0; i < batchCount; i++) {
      var at = (batches >> 2) + i * 8;
      var x = HEAP32[at], y = HEAP32[at + 1], right = HEAP32[at + 2], bottom = HEAP32[at + 3];
      if (clip < 0 || x !== HEAP32[clip] || y !== HEAP32[clip + 1] || right !== HEAP32[clip + 2] ||
          bottom !== HEAP32[clip + 3]) {
        clip = at;
        gl.scissor(x, Gl.height - bottom, right - x, bottom - y);
      }
      if (texture !== HEAP32[at + 4]) {
        texture = HEAP32[at + 4];
        gl.bindTexture(gl.TEXTURE_2D, Gl.textures[texture] || null);
      }
      if (firstVertex !== HEAP32[at + 7]) {
        firstVertex = HEAP32[at + 7];
        Gl.point(firstVertex);
      }
      gl.drawElements(gl.TRIANGLES, HEAP32[at + 6], gl.UNSIGNED_SHORT, HEAP32[at + 5] * 2);
    }
    if (firstVertex !== 0) Gl.point(0);
  },
  gl_texture_create__deps: ['$Gl'],
  gl_texture_create: function(id, width, height) {
    var gl = Gl.gl;
    if (Gl.textures[id]) gl.deleteTexture(Gl.textures[id]);
    Gl.textures[id] = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, Gl.textures[id]);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  },
  gl_texture_update__deps: ['$Gl'],
  gl_texture_update: function(id, texels, pitch, x, y, width, height) {
    var gl = Gl.gl;
    gl.bindTexture(gl.TEXTURE_2D, Gl.textures[id]);
    gl.pixelStorei(gl.UNPACK_ROW_LENGTH, pitch);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, width, height, gl.RGBA, gl.UNSIGNED_BYTE, HEAPU8, texels);
    gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0);
  },
  gl_texture_destroy__deps: ['$Gl'],
  gl_texture_destroy: function(id) {
    if (Gl.textures[id]) Gl.gl.deleteTexture(Gl.textures[id]);
    Gl.textures[id] = null;
  },
});
