#include "core/base/torch_file.h"

#include <cstring>

#include <gtest/gtest.h>

#include "tests/base/python.h"
#include "tests/base/temporary.h"
#include "tests/base/torch_files.h"

using namespace selvox::base;
namespace pickle = selvox::test::pickle;
using selvox::test::bytesOfValues;
using selvox::test::torchZip;
using selvox::test::torchZipOf;

namespace {

Result<TorchContent> parseTorch(const std::string& file) {
  return parseTorchFile(std::as_bytes(std::span(file)), "weights.pt");
}

template <class T = float>
std::vector<T> valuesOf(const StridedTensor& tensor) {
  const auto bytes = contiguousBytes(tensor);
  std::vector<T> values(bytes.size() / sizeof(T));
  if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

const std::vector<float> kSix{0, 1, 2, 3, 4, 5};

std::string oneTensor(const pickle::Tensor& tensor) {
  return torchZip(pickle::ordered({{"w", pickle::tensor(tensor)}}), {{"0", bytesOfValues(kSix)}});
}

// The refusal of a file; empty where it was taken.
std::string refusal(const std::string& file) {
  const auto content = parseTorch(file);
  return content ? std::string() : content.error().message;
}

}  // namespace

TEST(TorchFile, ReadsAStateDictWithBothDirectories) {
  const std::string state = pickle::ordered(
      {{"conv.weight", pickle::parameter(pickle::tensor({.shape = {2, 3}, .strides = {3, 1}, .elements = 6}))},
       {"steps", pickle::tensor({.type = "LongStorage", .key = "1", .elements = 1})},
       {"half", pickle::tensor({.type = "BFloat16Storage", .key = "2", .shape = {2}, .strides = {1}, .elements = 2})}});
  const std::vector<std::int64_t> steps{77};
  const std::vector<std::uint16_t> half{0x3f80, 0x4000};
  for (const bool large : {false, true}) {
    const std::string file =
        torchZip(state, {{"0", bytesOfValues(kSix)}, {"1", bytesOfValues(steps)}, {"2", bytesOfValues(half)}}, large);
    const auto content = parseTorch(file);
    ASSERT_TRUE(content) << content.error().message;
    EXPECT_EQ(content->place, "");
    ASSERT_EQ(content->tensors.size(), 3u);
    const StridedTensor& w = content->tensors.at("conv.weight");
    EXPECT_EQ(w.dtype, DType::F32);
    EXPECT_EQ(w.shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(valuesOf(w), kSix);
    EXPECT_TRUE(content->tensors.at("steps").shape.empty());
    EXPECT_EQ(valuesOf<std::int64_t>(content->tensors.at("steps")), steps);
    EXPECT_EQ(content->tensors.at("half").dtype, DType::BF16);
    EXPECT_EQ(valuesOf<std::uint16_t>(content->tensors.at("half")), half);
  }
}

TEST(TorchFile, HonoursStridesAndOffsets) {
  const auto values = [](const pickle::Tensor& tensor) {
    const std::string file = oneTensor(tensor);
    const auto content = parseTorch(file);
    EXPECT_TRUE(content) << content.error().message;
    return content ? valuesOf(content->tensors.at("w")) : std::vector<float>();
  };
  EXPECT_EQ(values({.shape = {3, 2}, .strides = {1, 3}, .elements = 6}), (std::vector<float>{0, 3, 1, 4, 2, 5}));
  EXPECT_EQ(values({.shape = {2, 2}, .strides = {3, 2}, .elements = 6}), (std::vector<float>{0, 2, 3, 5}));
  EXPECT_EQ(values({.shape = {3}, .strides = {2}, .offset = 1, .elements = 6}), (std::vector<float>{1, 3, 5}));
  EXPECT_EQ(values({.shape = {2, 1, 2}, .strides = {2, 99, 1}, .offset = 2, .elements = 6}),
            (std::vector<float>{2, 3, 4, 5}));
  EXPECT_TRUE(values({.shape = {0, 4}, .strides = {4, 1}, .elements = 6}).empty());
}

TEST(TorchFile, FindsTheWeightsOfACheckpoint) {
  const std::string a = pickle::tensor({.shape = {6}, .strides = {1}, .elements = 6});
  const std::string moment = pickle::dict({{"state", pickle::dict({{"exp_avg", a}})}});
  const auto placeOf = [&](const std::string& root) {
    const std::string file = torchZip(root, {{"0", bytesOfValues(kSix)}});
    const auto content = parseTorch(file);
    EXPECT_TRUE(content) << content.error().message;
    return content
               ? content->place + ":" + content->tensors.begin()->first + ":" + std::to_string(content->tensors.size())
               : "";
  };
  const std::string state = pickle::ordered({{"w", a}});
  EXPECT_EQ(placeOf(pickle::dict({{"optimizer", moment}, {"state_dict", state}})), "state_dict:w:1");
  EXPECT_EQ(placeOf(pickle::dict({{"optimizer_state", moment}, {"network_weights", state}})), "network_weights:w:1");
  EXPECT_EQ(placeOf(pickle::dict({{"student", pickle::ordered({{"s", a}})}, {"teacher", state}})), "teacher:w:1");
  EXPECT_EQ(placeOf(pickle::dict({{"model", pickle::dict({{"state_dict", state}})}})), "model.state_dict:w:1");
  EXPECT_EQ(placeOf(pickle::dict({{"epoch", a}, {"model", state}})), "model:w:1");
  EXPECT_EQ(placeOf(pickle::dict({{"encoder", state}, {"decoder", state}})), ":decoder.w:2");
}

// What nnU-Net notes beside its weights is passed by: a device, and numbers of NumPy.
TEST(TorchFile, PassesByWhatCheckpointsNote) {
  const std::string device = pickle::global("torch", "device") + pickle::text("cuda") + "\x85R";
  const std::string dtype = pickle::global("numpy", "dtype") + "(" + pickle::text("f8") + "\x89\x88tR(K\x03" +
                            pickle::text("<") + "NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK" + std::string(1, '\0') + "tb";
  const std::string bytes =
      pickle::global("_codecs", "encode") + pickle::text("12345678") + pickle::text("latin1") + "\x86R";
  const std::string number = pickle::global("numpy.core.multiarray", "scalar") + dtype + bytes + "\x86R";
  const std::string state = pickle::ordered({{"w", pickle::tensor({.shape = {6}, .strides = {1}, .elements = 6})}});
  const std::string root =
      pickle::dict({{"init_args", pickle::dict({{"device", device}})},
                    {"logging", pickle::dict({{"dice", "](" + number + "G" + std::string(8, '\0') + "e"}})},
                    {"network_weights", state}});
  EXPECT_EQ(refusal(torchZip(root, {{"0", bytesOfValues(kSix)}})), "");
}

// Nothing of a file is ever run: what it asks for is refused by its name.
TEST(TorchFile, RefusesByName) {
  const std::string attack = pickle::global("posix", "system") + pickle::text("touch /tmp/owned") + "\x85R";
  const std::string refused = refusal(torchZip(pickle::dict({{"w", attack}}), {}));
  EXPECT_NE(refused.find("posix.system"), std::string::npos) << refused;
  EXPECT_NE(refused.find("state_dict"), std::string::npos) << refused;
  const std::string stacked = pickle::text("builtins") + pickle::text("eval") + "\x93" + pickle::text("1") + "\x85R";
  EXPECT_NE(refusal(torchZip(stacked, {})).find("builtins.eval"), std::string::npos);
  const std::string object = pickle::global("collections", "OrderedDict") + ")\x81";  // NEWOBJ
  EXPECT_NE(refusal(torchZip(object, {})).find("0x81"), std::string::npos);
  EXPECT_NE(refusal(torchZip("i"
                             "os\nsystem\n",
                             {}))
                .find("0x69"),
            std::string::npos);  // INST
  // A call of what is no name, and a state for it, come to nothing either.
  EXPECT_NE(refusal(torchZip("}" + pickle::tuple({1}) + "R", {})), "");
  EXPECT_NE(refusal(torchZip("]}b", {})), "");
}

TEST(TorchFile, ChecksEveryOffset) {
  const pickle::Tensor good{.shape = {2, 3}, .strides = {3, 1}, .elements = 6};
  EXPECT_EQ(refusal(oneTensor(good)), "");
  const auto changed = [&](auto change) {
    pickle::Tensor tensor = good;
    change(tensor);
    return refusal(oneTensor(tensor));
  };
  EXPECT_NE(changed([](auto& t) { t.offset = 1; }).find("reaches behind"), std::string::npos);
  EXPECT_NE(changed([](auto& t) { t.offset = -1; }), "");
  EXPECT_NE(changed([](auto& t) { t.strides = {4, 1}; }).find("reaches behind"), std::string::npos);
  EXPECT_NE(changed([](auto& t) { t.strides = {-3, 1}; }), "");
  EXPECT_NE(changed([](auto& t) { t.strides = {2147483647, 2147483647}; }), "");
  EXPECT_NE(changed([](auto& t) { t.strides = {1}; }), "");
  EXPECT_NE(changed([](auto& t) {
              t.shape = {2147483647, 2147483647}, t.strides = {0, 0};
            }).find("repeats"),
            std::string::npos);
  EXPECT_NE(changed([](auto& t) { t.elements = 7; }).find("names more"), std::string::npos);
  EXPECT_NE(changed([](auto& t) { t.key = "9"; }).find("does not hold"), std::string::npos);
  EXPECT_NE(changed([](auto& t) { t.type = "ComplexFloatStorage"; }).find("ComplexFloatStorage"), std::string::npos);
}

// One small value in very many places, and circles.
TEST(TorchFile, EndsOnWhatHasNoEnd) {
  const std::string twice =
      "}q\x01"
      "(" +
      pickle::text("a") + "h\x01" + pickle::text("model") + "h\x01u";
  EXPECT_NE(refusal(torchZip(twice, {})), "");
  const std::string leaf = pickle::tensor({.shape = {6}, .strides = {1}, .elements = 6});
  std::string levels = pickle::dict({{"w", leaf}}) + "q\x01";
  for (int level = 1; level < 7; ++level) {  // 40^6 tensors
    const std::string below = "h" + std::string(1, static_cast<char>(level));
    levels += "}(";
    for (int i = 0; i < 40; ++i) levels += pickle::text(std::to_string(i)) + below;
    levels += "uq" + std::string(1, static_cast<char>(level + 1));
  }
  const std::string root =
      "}(" + pickle::text("made on the way") + "(" + levels + "t" + pickle::text("model") + "h\x07u";
  const std::string refused = refusal(torchZip(root, {{"0", bytesOfValues(kSix)}}));
  EXPECT_NE(refused.find("more entries"), std::string::npos) << refused;
}

TEST(TorchFile, SaysWhatToDoWithOtherForms) {
  const std::string program =
      selvox::test::storedZip({{"m/data.pkl", pickle::closed(std::string("}"))}, {"m/constants.pkl", "x"}});
  EXPECT_NE(refusal(program).find("TorchScript"), std::string::npos);
  const std::string packed =
      selvox::test::storedZip({{"m/data.pkl", pickle::closed(std::string("}"))}, {"m/data/0", "abcd"}}, false, 8);
  EXPECT_NE(refusal(packed).find("data.pkl"), std::string::npos);
  EXPECT_NE(refusal(selvox::test::storedZip({{"m/x", "}."}})).find("data.pkl"), std::string::npos);
  EXPECT_NE(refusal("\x80\x02}.").find("save it again"), std::string::npos);
  EXPECT_NE(refusal(torchZip("}", {})).find("no dictionary of tensors"), std::string::npos);
  const std::string whole = torchZipOf({{"w", {2}, {1, 2}}});
  for (std::size_t length = 0; length < whole.size(); length += 7) EXPECT_NE(refusal(whole.substr(0, length)), "");
}

TEST(TorchFile, ReadsTheFormBeforeTheZip) {
  const std::string state = pickle::ordered(
      {{"b", pickle::tensor({.type = "LongStorage", .key = "94", .shape = {1}, .strides = {1}, .elements = 1}, true)},
       {"w", pickle::tensor({.key = "93", .shape = {3, 2}, .strides = {1, 3}, .elements = 6}, true)}});
  const std::string machine = pickle::dict({{"protocol_version", "M\xe9\x03"}, {"little_endian", "\x88"}});
  const std::string head = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19." +
                           pickle::closed(std::string("M\xe9\x03")) + pickle::closed(machine) + pickle::closed(state) +
                           pickle::closed("](" + pickle::text("93") + pickle::text("94") + "e");
  const std::vector<std::int64_t> seven{7};
  const std::string file =
      head + selvox::test::little(6, 8) + bytesOfValues(kSix) + selvox::test::little(1, 8) + bytesOfValues(seven);
  const auto content = parseTorch(file);
  ASSERT_TRUE(content) << content.error().message;
  EXPECT_EQ(valuesOf(content->tensors.at("w")), (std::vector<float>{0, 3, 1, 4, 2, 5}));
  EXPECT_EQ(valuesOf<std::int64_t>(content->tensors.at("b")), seven);
  for (std::size_t length = 0; length < file.size(); length += 3) EXPECT_NE(refusal(file.substr(0, length)), "");
}

TEST(TorchFile, ReadsWhatPyTorchSaves) {
  if (selvox::test::pythonWithTorch().empty()) GTEST_SKIP() << selvox::test::kNoTorch;
  selvox::test::TemporaryFolder folder;
  ASSERT_TRUE(selvox::test::runPython(folder.path(), R"(
import torch
net = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 2, bias=False), torch.nn.BatchNorm2d(3))
with torch.no_grad():
    net[0].weight.copy_(torch.arange(24.).view(3, 2, 2, 2))
state = net.state_dict()
state['turned'] = torch.arange(6.).view(2, 3).t()
state['half'] = torch.tensor([1.5], dtype=torch.float16)
torch.save(state, 'new.pt')
torch.save(state, 'old.pt', _use_new_zipfile_serialization=False)
torch.save({'epoch': 1, 'state_dict': state, 'optimizer': torch.optim.Adam(net.parameters()).state_dict()}, 'all.ckpt')
torch.save(net, 'module.pt')
torch.jit.script(net).save('program.pt')
)"));
  for (const char* name : {"new.pt", "old.pt", "all.ckpt"}) {
    const auto file = TorchFile::open(folder / name);
    ASSERT_TRUE(file) << name << ": " << file.error().message;
    const auto& tensors = file->content().tensors;
    EXPECT_EQ(tensors.size(), 8u) << name;
    const auto weight = valuesOf(tensors.at("0.weight"));
    ASSERT_EQ(weight.size(), 24u);
    for (std::size_t i = 0; i < 24; ++i) EXPECT_EQ(weight[i], static_cast<float>(i));
    EXPECT_EQ(valuesOf(tensors.at("turned")), (std::vector<float>{0, 3, 1, 4, 2, 5}));
    EXPECT_EQ(valuesOf<std::uint16_t>(tensors.at("half")), (std::vector<std::uint16_t>{0x3e00}));
    EXPECT_EQ(valuesOf(tensors.at("1.running_var")), (std::vector<float>{1, 1, 1}));
  }
  EXPECT_FALSE(TorchFile::open(folder / "module.pt"));
  const auto program = TorchFile::open(folder / "program.pt");
  ASSERT_FALSE(program);
  EXPECT_NE(program.error().message.find("TorchScript"), std::string::npos) << program.error().message;
}
