using Firstlight.Protocol.Native;

namespace Firstlight.TestKit.Native;

/// <summary>A frame as a test sees it: fields as text, and the whole as hexadecimal digits.</summary>
public sealed record NativeFrame(Command Command, ushort Id, ushort Status, IReadOnlyList<string> Fields, string Hex)
{
    /// <summary>The fields joined by a dot, as the protocol pages write them.</summary>
    public string Body => string.Join('·', Fields);

    public override string ToString() => Command is Command.Response ? $"{Id}: {Status}" : $"{Id}: {Command} {Body}";
}
