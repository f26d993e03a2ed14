#!/usr/bin/python3
"""Small networks of published layer order, stated once more with torch.nn.functional alone: weights under the public
names, an input and what comes out. Run with Debian's python3-torch (1.13): make_references_dense.py FOLDER.

Stated from: timm's VisionTransformer; nnU-Net's PlainConvUNet; MONAI's UNETR and SwinUNETR (first merging); Primus of
dynamic-network-architectures with timm's EVA block."""
import json
import struct
import sys
from itertools import product
from pathlib import Path

import torch
import torch.nn.functional as F


class Weights:
    """Draws a tensor when it is first asked for, by the name it has in public files."""

    def __init__(self, seed):
        self.tensors, self.generator = {}, torch.Generator().manual_seed(seed)

    def __call__(self, name, *shape, around=0.0, scale=None):
        if name not in self.tensors:
            fan = 1
            for side in shape[1:]:
                fan *= side
            scale = scale if scale is not None else 1.3 / fan**0.5
            self.tensors[name] = around + scale * torch.randn(shape, generator=self.generator)
        return self.tensors[name]

    def linear(self, name, x, out, bias=True):
        return F.linear(x, self(name + ".weight", out, x.shape[-1]), self(name + ".bias", out, scale=0.1) if bias else None)

    def conv(self, name, x, out, kernel, stride=1, padding=0, bias=True):
        dim = x.dim() - 2
        run = F.conv3d if dim == 3 else F.conv2d
        weight = self(name + ".weight", out, x.shape[1], *[kernel] * dim)
        return run(x, weight, self(name + ".bias", out, scale=0.1) if bias else None, stride, padding)

    def up(self, name, x, out, factor, bias):
        dim = x.dim() - 2
        run = F.conv_transpose3d if dim == 3 else F.conv_transpose2d
        weight = self(name + ".weight", x.shape[1], out, *[factor] * dim, scale=1 / x.shape[1]**0.5)
        return run(x, weight, self(name + ".bias", out, scale=0.1) if bias else None, factor)

    def layer_norm(self, name, x, eps):
        width = x.shape[-1]
        return F.layer_norm(x, [width], self(name + ".weight", width, around=1, scale=0.1),
                            self(name + ".bias", width, scale=0.1), eps)


def wave(*shape):
    k = torch.arange(torch.Size(shape).numel(), dtype=torch.float64).reshape(shape)
    return torch.sin(0.13 * k + 0.0007 * k * k).float()


def attention(q, k, v):
    return torch.softmax(q @ k.transpose(-2, -1) / q.shape[-1]**0.5, -1) @ v


def vit_block(w, name, x, heads, eps, fc, proj, qkv_bias):
    n, tokens, width = x.shape
    qkv = w.linear(name + ".attn.qkv", w.layer_norm(name + ".norm1", x, eps), 3 * width, qkv_bias)
    q, k, v = qkv.reshape(n, tokens, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
    x = x + w.linear(f"{name}.attn.{proj}", attention(q, k, v).transpose(1, 2).reshape(n, tokens, width), width)
    hidden = F.gelu(w.linear(f"{name}.mlp.{fc}1", w.layer_norm(name + ".norm2", x, eps), 4 * width))
    return x + w.linear(f"{name}.mlp.{fc}2", hidden, width)


def vit(w):
    x = wave(2, 3, 24, 24)
    tokens = w.conv("patch_embed.proj", x, 12, 8, 8).flatten(2).transpose(1, 2)
    y = torch.cat([w("cls_token", 1, 1, 12).expand(2, 1, 12), tokens], 1) + w("pos_embed", 1, 10, 12)
    for i in range(2):
        y = vit_block(w, f"blocks.{i}", y, 3, 1e-6, "fc", "proj", True)
    return x, w.linear("head", w.layer_norm("norm", y, 1e-6)[:, 0], 5)


def plain_unet(w):
    widths, x = [4, 8, 16], wave(1, 2, 8, 16, 12)

    def stack(name, y, out, stride=1):
        for i in range(2):
            at = f"{name}.convs.{i}."
            y = w.conv(at + "conv", y, out, 3, stride if i == 0 else 1, 1)
            y = F.leaky_relu(F.instance_norm(y, weight=w(at + "norm.weight", out, around=1, scale=0.1),
                                             bias=w(at + "norm.bias", out, scale=0.1), eps=1e-5), 0.01)
        return y

    levels, y = [], x
    for stage, width in enumerate(widths):
        y = stack(f"encoder.stages.{stage}.0", y, width, 1 if stage == 0 else 2)
        levels.append(y)
    for stage, width in enumerate(reversed(widths[:-1])):
        y = w.up(f"decoder.transpconvs.{stage}", y, width, 2, True)
        y = stack(f"decoder.stages.{stage}", torch.cat([y, levels[-2 - stage]], 1), width)
        out = w.conv(f"decoder.seg_layers.{stage}", y, 3, 1)
    return x, out


def residual(w, name, x, out):
    def norm(y):
        return F.instance_norm(y, eps=1e-5)

    y = F.leaky_relu(norm(w.conv(name + ".conv1.conv", x, out, 3, 1, 1, False)), 0.01)
    y = norm(w.conv(name + ".conv2.conv", y, out, 3, 1, 1, False))
    if x.shape[1] != out:
        x = norm(w.conv(name + ".conv3.conv", x, out, 1, 1, 0, False))
    return F.leaky_relu(y + x, 0.01)


def up_block(w, name, x, skip, out):
    x = torch.cat([w.up(name + ".transp_conv.conv", x, out, 2, False), skip], 1)
    return residual(w, name + ".conv_block", x, out)


def unetr(w):
    width, depth, fs, x = 12, 4, 2, wave(1, 1, 32, 48)
    y = w.conv("vit.patch_embedding.patch_embeddings", x, width, 16, 16).flatten(2).transpose(1, 2)
    grid = w("vit.patch_embedding.position_embeddings", 1, 4, width)  # learned on 32 x 32, laid over 2 x 3
    plane = F.interpolate(grid.transpose(1, 2).reshape(1, width, 2, 2), (2, 3), mode="bilinear", align_corners=False)
    y, hidden = y + plane.flatten(2).transpose(1, 2), []
    for i in range(depth):
        y = vit_block(w, f"vit.blocks.{i}", y, 2, 1e-5, "linear", "out_proj", False)
        hidden.append(y.transpose(1, 2).reshape(1, width, 2, 3))
    y = w.layer_norm("vit.norm", y, 1e-5).transpose(1, 2).reshape(1, width, 2, 3)
    # 3, 6 and 9 of 12 blocks, counted from 0: here 1, 2 and 3 of 4.
    skips = [residual(w, "encoder1.layer", x, fs)]
    for i in range(3):
        name, out = f"encoder{i + 2}", fs << (i + 1)
        z = w.up(name + ".transp_conv_init.conv", hidden[i + 1], out, 2, False)
        for more in range(2 - i):
            z = residual(w, f"{name}.blocks.{more}.1", w.up(f"{name}.blocks.{more}.0.conv", z, out, 2, False), out)
        skips.append(z)
    for i in (3, 2, 1, 0):
        y = up_block(w, f"decoder{i + 2}", y, skips[i], fs << i)
    return x, w.conv("out.conv.conv", y, 2, 1)


def partition(x, window):
    """(N, sides, C) -> (windows, positions, C), one window after another."""
    dim = len(window)
    cuts = [range(0, x.shape[a + 1], window[a]) for a in range(dim)]
    parts = []
    for sample in x:
        for corner in product(*cuts):
            parts.append(sample[tuple(slice(c, c + s) for c, s in zip(corner, window))].reshape(-1, x.shape[-1]))
    return torch.stack(parts)


def unpartition(parts, window, shape):
    x, cuts = torch.zeros(shape), [range(0, shape[a + 1], window[a]) for a in range(len(window))]
    for i, (sample, corner) in enumerate(product(range(shape[0]), product(*cuts))):
        x[sample][tuple(slice(c, c + s) for c, s in zip(corner, window))] = parts[i].reshape(*window, shape[-1])
    return x


def swin_block(w, name, x, heads, size, shifted, published):
    sides, dim, width = list(x.shape[1:-1]), x.dim() - 2, x.shape[-1]
    window = [min(size, side) for side in sides]
    shift = [size // 2 if shifted and side > size else 0 for side in sides]
    padding = [(-side) % cut for side, cut in zip(sides, window)]
    y = F.pad(w.layer_norm(name + ".norm1", x, 1e-5), [0, 0] + [v for p in reversed(padding) for v in (0, p)])
    axes = tuple(range(1, dim + 1))
    region = torch.zeros(1, *y.shape[1:-1], 1)
    for axis in range(dim):
        side, own = y.shape[axis + 1], torch.zeros(y.shape[axis + 1])
        if shift[axis]:
            own[side - window[axis]:] = 1
            own[side - shift[axis]:] = 2
        region = 3 * region + own.reshape([1] + [-1 if a == axis else 1 for a in range(dim)] + [1])
    region = partition(region, window)[..., 0]
    parts = partition(torch.roll(y, [-s for s in shift], axes), window)
    n, cells, _ = parts.shape
    q, k, v = w.linear(name + ".attn.qkv", parts, 3 * width).reshape(n, cells, 3, heads, -1).permute(2, 0, 3, 1, 4)
    scores = q @ k.transpose(-2, -1) / (width // heads)**0.5
    table = w(name + ".attn.relative_position_bias_table", (2 * size - 1)**dim, heads, scale=0.5)
    places = list(product(*[range(size if published else side) for side in window]))[:cells]
    for a, b in product(range(cells), range(cells)):
        row = 0
        for i in range(dim):
            row = row * (2 * size - 1) + places[a][i] - places[b][i] + size - 1
        scores[:, :, a, b] += table[row]
    apart = (region[:, :, None] != region[:, None, :]).repeat(n // region.shape[0], 1, 1)
    scores = scores - 100 * apart[:, None].float()
    mixed = (torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(n, cells, width)
    y = unpartition(w.linear(name + ".attn.proj", mixed, width), window, y.shape)
    y = torch.roll(y, shift, axes)[tuple([slice(None)] + [slice(0, side) for side in sides])]
    x = x + y
    hidden = F.gelu(w.linear(name + ".mlp.linear1", w.layer_norm(name + ".norm2", x, 1e-5), 4 * width))
    return x + w.linear(name + ".mlp.linear2", hidden, width)


def swin_unetr(w, shape, size):  # of three stages, so that the file stays small
    fs, heads, x, dim = 4, [1, 2, 4], wave(*shape), len(shape) - 2
    first, last = lambda t: t.movedim(-1, 1), lambda t: t.movedim(1, -1)
    y = last(w.conv("swinViT.patch_embed.proj", x, fs, 2, 2))
    levels = [y]
    for stage in range(3):
        name = f"swinViT.layers{stage + 1}.0."
        for block in range(2):
            y = swin_block(w, f"{name}blocks.{block}", y, heads[stage], size, block == 1, True)
        y = F.pad(y, [0, 0] + [v for side in reversed(y.shape[1:-1]) for v in (0, side % 2)])
        order = [(0, 0), (1, 0), (0, 1), (1, 1)]
        if dim == 3:
            order = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (0, 1, 0), (0, 0, 1), (1, 1, 1)]
        y = torch.cat([y[tuple([slice(None)] + [slice(c, None, 2) for c in corner])] for corner in order], -1)
        y = w.linear(name + "downsample.reduction", w.layer_norm(name + "downsample.norm", y, 1e-5), fs << (stage + 1), False)
        levels.append(y)
    levels = [first(F.layer_norm(level, [level.shape[-1]])) for level in levels]
    skips = [residual(w, "encoder1.layer", x, fs)]
    skips += [residual(w, f"encoder{i + 2}.layer", levels[i], fs << i) for i in range(2)] + [levels[2]]
    y = residual(w, "encoder10.layer", levels[3], fs << 3)
    for i in (3, 2, 1, 0):
        y = up_block(w, f"decoder{i + 1}", y, skips[i], skips[i].shape[1])
    return x, w.conv("out.conv.conv", y, 2, 1)


def primus(w):
    width, heads, x = 24, 2, wave(1, 1, 16, 16, 16)
    y = w.conv("down_projection.proj", x, width, 8, 8).flatten(2).transpose(1, 2)
    y = y + w("eva.pos_embed", 1, 8, width)
    bands = 1 / 10000**(torch.arange(2).double() / 2)
    places = torch.tensor(list(product(range(2), range(2), range(2)))).double()
    turns = (places[:, :, None] * bands).flatten(1).repeat_interleave(2, -1)  # pairs of channels turn alike
    sin, cos = turns.sin().float(), turns.cos().float()

    def rope(t):
        quarter = torch.stack([-t[..., 1::2], t[..., ::2]], -1).reshape(t.shape)
        return t * cos + quarter * sin

    for i in range(2):
        at = f"eva.blocks.{i}."
        z = w.layer_norm(at + "norm1", y, 1e-5)
        q, k, v = (w.linear(f"{at}attn.{p}_proj", z, width, p != "k").reshape(1, 8, heads, -1).transpose(1, 2) for p in "qkv")
        z = w.layer_norm(at + "attn.norm", attention(rope(q), rope(k), v).transpose(1, 2).reshape(1, 8, width), 1e-5)
        y = y + w(at + "gamma_1", width, scale=0.5) * w.linear(at + "attn.proj", z, width)
        z = w.layer_norm(at + "norm2", y, 1e-5)
        z = F.silu(w.linear(at + "mlp.fc1_g", z, 64)) * w.linear(at + "mlp.fc1_x", z, 64)
        y = y + w(at + "gamma_2", width, scale=0.5) * w.linear(at + "mlp.fc2", w.layer_norm(at + "mlp.norm", z, 1e-5), width)
    y = w.layer_norm("eva.norm", y, 1e-5).transpose(1, 2).reshape(1, width, 2, 2, 2)
    for stage, out in enumerate([16, 8]):  # 24 / 6^(1/3), 24 / 6^(2/3), in eights
        y = w.up(f"up_projection.decode.{stage}.0", y, out, 2, True).movedim(1, -1)
        y = F.gelu(w.layer_norm(f"up_projection.decode.{stage}.1", y, 1e-6).movedim(-1, 1))
    return x, w.up("up_projection.decode.2", y, 2, 2, True)


def write(path, tensors):
    header, blob = {}, b""
    for name in sorted(tensors):
        data = tensors[name].contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensors[name].shape), "data_offsets": [len(blob), len(blob) + len(data)]}
        blob += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + blob)


if __name__ == "__main__":
    torch.set_grad_enabled(False)
    networks = {"vit-2d": vit, "unet-3d": plain_unet, "unetr-2d": unetr, "primus-3d": primus,
                "swin-unetr-2d": lambda w: swin_unetr(w, (1, 1, 16, 32), 3)}
    for seed, (name, network) in enumerate(networks.items()):
        weights = Weights(seed)
        x, y = network(weights)
        tensors = {"weights/" + key: value for key, value in weights.tensors.items()}
        path = Path(sys.argv[1]) / (name + ".safetensors")
        write(path, {**tensors, "input": x, "output": y})
        print(path, path.stat().st_size, float(y.abs().max()))
