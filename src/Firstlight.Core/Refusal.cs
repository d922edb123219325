using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Core;

/// <summary>Which kind of "no" it is; each protocol has one answer per kind.</summary>
public enum RefusalKind
{
    /// <summary>The input is wrong; the same call will be refused again.</summary>
    Invalid,

    /// <summary>It does not exist, or not for this caller.</summary>
    NotFound,

    /// <summary>It contradicts what is already there.</summary>
    Conflict,

    /// <summary>The caller is known and may not.</summary>
    Forbidden,

    /// <summary>A limit someone chose is reached.</summary>
    LimitReached,
}

/// <summary>An expected "no": a value, not an exception. Nothing was changed.</summary>
/// <param name="Kind">The kind, which the protocol maps to a status.</param>
/// <param name="Code">A stable lower-case word for programs, such as <c>template_not_found</c>.</param>
/// <param name="Message">A sentence for people: what is wrong and what to do. Never a secret.</param>
/// <param name="Field">The input field it is about, when there is one.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Message, string? Field = null)
{
    /// <summary>Wrong input in <paramref name="field"/>.</summary>
    public static Refusal Invalid(string field, string message) =>
        new(RefusalKind.Invalid, "invalid_" + field, message, field);

    /// <summary>No such <paramref name="what"/> for this caller.</summary>
    public static Refusal NotFound(string what, string message) =>
        new(RefusalKind.NotFound, what + "_not_found", message);
}

/// <summary>A value, or the reason why there is none.</summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal)
    {
        _value = value;
        Refusal = refusal;
    }

    /// <summary>Why there is no value; null when there is one.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    /// <summary>The value. Ask <see cref="Succeeded"/> first.</summary>
    public T Value =>
        Succeeded ? _value! : throw new InvalidOperationException($"No value: {Refusal.Code}. Ask Succeeded first.");

    /// <summary>A value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>For outcomes that carry nothing but success.</summary>
public readonly record struct Done;
