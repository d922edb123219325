using System.Text.Json.Serialization;

namespace Firstlight.Protocol.Provisioning;

/// <summary>
/// Writes the portal's answers (properly escaped, absent values left out). For reading use <see cref="BoardInfoReader"/>,
/// <see cref="WifiScanReader"/> and <see cref="ConfigAnswerReader"/>, which take what firmware in the field really sends.
/// </summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BoardInfo))]
[JsonSerializable(typeof(IReadOnlyList<WifiScanEntry>))]
[JsonSerializable(typeof(ConfigAnswer))]
public sealed partial class ProvisioningJson : JsonSerializerContext;
