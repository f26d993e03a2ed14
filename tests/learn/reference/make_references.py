#!/usr/bin/env python3
"""Outputs of PyTorch's own layers, for the tests of our networks.

Restates the order of layers of published networks in plain torch.nn under torchvision's names, with few channels, draws
weights and running statistics from a seed, and writes weights and input (float16, exactly those it computes with) and
output (evaluation mode, float32) as one safetensors file a network. Sides are even down to the last level: at odd ones
our pooling keeps the last voxel and PyTorch's does not. Run it anywhere with PyTorch (1.13 made the committed files):

    python3 make_references.py [FOLDER]
"""

import json
import os
import struct
import sys

import torch
from torch import nn


def conv(inside, outside, kernel, stride=1):
    return nn.Conv2d(inside, outside, kernel, stride, kernel // 2, bias=False)


class BasicBlock(nn.Module):
    def __init__(self, inside, outside, stride):
        super().__init__()
        self.conv1, self.bn1 = conv(inside, outside, 3, stride), nn.BatchNorm2d(outside)
        self.conv2, self.bn2 = conv(outside, outside, 3), nn.BatchNorm2d(outside)
        self.downsample = None
        if stride != 1 or inside != outside:
            self.downsample = nn.Sequential(conv(inside, outside, 1, stride), nn.BatchNorm2d(outside))

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


class Bottleneck(nn.Module):
    def __init__(self, inside, width, stride):
        super().__init__()
        self.conv1, self.bn1 = conv(inside, width, 1), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = conv(width, width, 3, stride), nn.BatchNorm2d(width)
        self.conv3, self.bn3 = conv(width, 4 * width, 1), nn.BatchNorm2d(4 * width)
        self.downsample = None
        if stride != 1 or inside != 4 * width:
            self.downsample = nn.Sequential(conv(inside, 4 * width, 1, stride), nn.BatchNorm2d(4 * width))

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn3(self.conv3(torch.relu(self.bn2(self.conv2(y)))))
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    def __init__(self, block, counts, base, growth, channels, classes):
        super().__init__()
        self.conv1, self.bn1 = conv(channels, base, 7, 2), nn.BatchNorm2d(base)
        self.pool = nn.MaxPool2d(3, 2, 1)
        inside = base
        for i, count in enumerate(counts):
            blocks = []
            for b in range(count):
                blocks.append(block(inside, base << i, 2 if i > 0 and b == 0 else 1))
                inside = (base << i) * growth
            setattr(self, f"layer{i + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(inside, classes)

    def forward(self, x):
        x = self.pool(torch.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean((2, 3)))


class DenseLayer(nn.Module):
    def __init__(self, inside, growth):
        super().__init__()
        self.norm1, self.conv1 = nn.BatchNorm2d(inside), conv(inside, 4 * growth, 1)
        self.norm2, self.conv2 = nn.BatchNorm2d(4 * growth), conv(4 * growth, growth, 3)

    def forward(self, x):
        y = self.conv1(torch.relu(self.norm1(x)))
        return torch.cat([x, self.conv2(torch.relu(self.norm2(y)))], 1)


class DenseNet(nn.Module):
    def __init__(self, counts, first, growth, channels, classes):
        super().__init__()
        parts = [("conv0", conv(channels, first, 7, 2)), ("norm0", nn.BatchNorm2d(first)), ("relu0", nn.ReLU()),
                 ("pool0", nn.MaxPool2d(3, 2, 1))]
        width = first
        for i, count in enumerate(counts):
            block = nn.Sequential()
            for layer in range(count):
                block.add_module(f"denselayer{layer + 1}", DenseLayer(width, growth))
                width += growth
            parts.append((f"denseblock{i + 1}", block))
            if i + 1 == len(counts):
                break
            transition = nn.Sequential()
            transition.add_module("norm", nn.BatchNorm2d(width))
            transition.add_module("relu", nn.ReLU())
            transition.add_module("conv", conv(width, width // 2, 1))
            transition.add_module("pool", nn.AvgPool2d(2, 2))
            parts.append((f"transition{i + 1}", transition))
            width //= 2
        parts.append(("norm5", nn.BatchNorm2d(width)))
        self.features = nn.Sequential()
        for name, part in parts:
            self.features.add_module(name, part)
        self.classifier = nn.Linear(width, classes)

    def forward(self, x):
        return self.classifier(torch.relu(self.features(x)).mean((2, 3)))


def draw(model, seed):
    """Weights near the usual scale; norms and statistics away from 1 and 0, so that mixing them up shows."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, tensor in list(model.named_parameters()) + list(model.named_buffers()):
            if not tensor.is_floating_point():
                continue
            if tensor.dim() > 1:
                tensor.normal_(0, (1.0 / tensor[0].numel()) ** 0.5, generator=generator)
            elif name.endswith("running_var") or name.endswith("weight"):
                tensor.uniform_(0.7, 1.4, generator=generator)
            else:
                tensor.normal_(0, 0.1, generator=generator)
            tensor.copy_(tensor.half())
    return torch.randn(2, 2, 32, 64, generator=generator).half().float()


def save(path, tensors):
    header, offset, data = {}, 0, []
    for name, tensor in sorted(tensors.items()):
        exact = bool((tensor.half().float() == tensor).all())
        raw = tensor.detach().contiguous().numpy().astype("<f2" if exact else "<f4").tobytes()
        header[name] = {"dtype": "F16" if exact else "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(raw)]}
        offset += len(raw)
        data.append(raw)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(data))


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    torch.set_num_threads(1)
    models = {
        "resnet-18": ResNet(BasicBlock, [2, 2, 2, 2], 4, 1, 2, 3),
        "resnet-50": ResNet(Bottleneck, [3, 4, 6, 3], 2, 4, 2, 3),
        "densenet-121": DenseNet([6, 12, 24, 16], 6, 2, 2, 3),
    }
    for seed, (name, model) in enumerate(models.items()):
        model.eval()
        image = draw(model, seed)
        with torch.no_grad():
            output = model(image)
        tensors = {k: v for k, v in model.state_dict().items() if v.is_floating_point()}
        save(os.path.join(folder, name + ".safetensors"), {**tensors, "input": image, "output": output})
        print(name, output.tolist())


if __name__ == "__main__":
    main()
