namespace Firstlight.Edgent.Linux.Tests.Bus;

public sealed class BusValueTests
{
    /// <summary>Signature, values, and their bytes in both orders. The first two are the specification's own examples.</summary>
    public static TheoryData<string, object[], string, string> Vectors =>
        new()
        {
            {
                "sss",
                ["foo", "+", "bar"],
                "03000000 666F6F00 01000000 2B00 0000 03000000 62617200",
                "00000003 666F6F00 00000001 2B00 0000 00000003 62617200"
            },
            { "ax", [new object[] { 5L }], "08000000 00000000 0500000000000000", "00000008 00000000 0000000000000005" },
            {
                "yqnuid",
                [(byte)1, (ushort)2, (short)-2, 3u, -3, 1.5],
                "01 00 0200 FEFF 0000 03000000 FDFFFFFF 000000000000F83F",
                "01 00 0002 FFFE 0000 00000003 FFFFFFFD 3FF8000000000000"
            },
            {
                "bt",
                [true, ulong.MaxValue],
                "01000000 00000000 FFFFFFFFFFFFFFFF",
                "00000001 00000000 FFFFFFFFFFFFFFFF"
            },
            {
                "og",
                [new ObjectPath("/a"), new BusSignature("a{sv}")],
                "02000000 2F6100 05 617B73767D 00",
                "00000002 2F6100 05 617B73767D 00"
            },
            { "ay", [new byte[] { 7, 8 }], "02000000 0708", "00000002 0708" },
            { "a{sv}", [new Dictionary<object, object>()], "00000000 00000000", "00000000 00000000" },
            {
                "v(yu)",
                [new Variant("u", 9u), new BusStruct((byte)1, 2u)],
                "01 75 00 00 09000000 01 000000 02000000",
                "01 75 00 00 00000009 01 000000 00000002"
            },
            { "h", [new UnixFd(4)], "04000000", "00000004" },
        };

    [Theory, MemberData(nameof(Vectors))]
    public void Values_have_these_bytes(string signature, object[] values, string little, string big)
    {
        Write(signature, values).ShouldBe(Convert.ToHexString(GoldenMessages.Hex(little)));
        Write(signature, Read(signature, GoldenMessages.Hex(little), bigEndian: false))
            .ShouldBe(Write(signature, values));
        Write(signature, Read(signature, GoldenMessages.Hex(big), bigEndian: true)).ShouldBe(Write(signature, values));
    }

    [Fact]
    public void A_dictionary_of_dictionaries_comes_back()
    {
        var profile = new Dictionary<object, object>
        {
            ["connection"] = new Dictionary<object, object>
            {
                ["id"] = new Variant("s", "Ünïcode"),
                ["data"] = new Variant("aay", new object[] { new byte[] { 1 }, Array.Empty<byte>() }),
            },
            ["empty"] = new Dictionary<object, object>(),
        };
        var writer = new BusWriter();
        writer.WriteAll("a{sa{sv}}", [profile]);

        var read = (Dictionary<object, object>)Read("a{sa{sv}}", writer.Written.ToArray(), bigEndian: false)[0];

        var connection = (Dictionary<object, object>)read["connection"];
        connection["id"].ShouldBe(new Variant("s", "Ünïcode"));
        ((object[])((Variant)connection["data"]).Value).ShouldBe([new byte[] { 1 }, Array.Empty<byte>()]);
        ((Dictionary<object, object>)read["empty"]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("b", "02000000", "neither 0 nor 1")]
    [InlineData("s", "01000000 C0 00", "not UTF-8")]
    [InlineData("s", "01000000 41 42", "does not end")]
    [InlineData("s", "02000000 4100 00", "does not end")]
    [InlineData("s", "FFFFFF7F 41", "middle of a value")]
    [InlineData("yu", "01 010000 02000000", "Padding")]
    [InlineData("ay", "05000000 01", "longer than its message")]
    [InlineData("au", "05000000 01000000 02", "middle of a value")]
    [InlineData("as", "05000000 01000000 4100", "not that of its elements")]
    [InlineData("v", "02 757500 00000000", "exactly one type")]
    [InlineData("v", "01 7A00 00", "no type")]
    public void Bytes_that_are_not_of_their_signature_are_refused(string signature, string hex, string why) =>
        Should
            .Throw<BusFormatException>(() => Read(signature, GoldenMessages.Hex(hex), bigEndian: false))
            .Message.ShouldContain(why);

    [Theory]
    [InlineData("a")]
    [InlineData("()")]
    [InlineData("(u")]
    [InlineData("{sv}")]
    [InlineData("a{vs}")]
    [InlineData("a{s}")]
    [InlineData("a{suu}")]
    [InlineData("z")]
    public void What_is_no_signature_is_refused(string signature) =>
        Should.Throw<BusFormatException>(() => Signatures.Check(signature));

    [Fact]
    public void Signatures_and_values_nest_only_so_deep()
    {
        Signatures.Check(new string('a', 32) + "y");
        Should.Throw<BusFormatException>(() => Signatures.Check(new string('a', 33) + "y"));
        Should.Throw<BusFormatException>(() => Signatures.Check(new string('(', 33) + "y" + new string(')', 33)));

        var variant = new Variant("y", (byte)1);
        for (var depth = 0; depth < 100; depth++)
            variant = new Variant("v", variant);
        var writer = new BusWriter();
        writer.WriteAll("v", [variant]);
        var bytes = writer.Written.ToArray();
        Should.Throw<BusFormatException>(() => Read("v", bytes, bigEndian: false)).Message.ShouldContain("too deep");
    }

    private static object[] Read(string signature, byte[] bytes, bool bigEndian) =>
        new BusReader(bytes, bigEndian).ReadAll(signature);

    private static string Write(string signature, object[] values)
    {
        var writer = new BusWriter();
        writer.WriteAll(signature, values);
        return Convert.ToHexString(writer.Written);
    }
}
