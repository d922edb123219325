using System.Text.Json.Serialization;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BoardInfo))]
[JsonSerializable(typeof(WifiScanEntry[]))]
[JsonSerializable(typeof(ConfigAnswer))]
internal sealed partial class PortalJson : JsonSerializerContext;
