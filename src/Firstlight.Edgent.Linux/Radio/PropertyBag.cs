namespace Firstlight.Edgent.Linux;

/// <summary>Properties as <c>a{sv}</c> brings them; what is absent, or of another type in another version, is as good as unset.</summary>
internal readonly struct PropertyBag(Dictionary<object, object> entries)
{
    public T Get<T>(string name, T otherwise) =>
        entries.GetValueOrDefault(name) is Variant { Value: T value } ? value : otherwise;
}
